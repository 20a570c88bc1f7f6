using System.Text;
using Sluice.Protocol.Serving;

namespace Sluice.Tests.Protocol.Serving;

public sealed class CompletionRequestReaderTests
{
    [Theory]
    [InlineData("\"go on\"")]
    [InlineData("[\"go on\"]")]
    public void A_prompt_is_a_text_or_an_array_of_one(string prompt)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"model":"m","prompt":{{prompt}},"max_tokens":3,"echo":true}""");

        Assert.True(CompletionRequestReader.TryRead(body, out var request, out _));

        Assert.Equal(("go on", 3), (request.Prompt, request.MaxTokens));
        Assert.Equal(["echo"], request.Extra!.Keys);
    }

    [Theory]
    [InlineData("""{"model":"m"}""")]
    [InlineData("""{"model":"m","prompt":[1,2,3]}""")]
    [InlineData("""{"model":"m","prompt":["a","b"]}""")]
    public void Anything_else_is_refused(string body)
    {
        Assert.False(CompletionRequestReader.TryRead(Encoding.UTF8.GetBytes(body), out _, out var error));

        Assert.Equal(("prompt", "'prompt' is required and must be a string, or an array of one string."), (error.Param, error.Message));
    }
}
