using System.Text;
using Sluice.Protocol.Serving;

namespace Sluice.Tests.Protocol.Serving;

public sealed class CompletionRequestReaderTests
{
    [Theory]
    [InlineData("\"go on\"", "go on")]
    [InlineData("[\"go on\"]", "go on")]
    [InlineData("[\"a\", \"b\"]", "a|b")]
    [InlineData("[1, 2, 3]", "1 2 3")]
    [InlineData("[[1, 2], \"b\", [3]]", "1 2|b|3")]
    public void Prompts_are_texts_or_tokens_one_or_several(string prompt, string read)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"model":"m","prompt":{{prompt}},"max_tokens":3,"echo":true,"logprobs":2,"n":2,"later":1}""");

        Assert.True(CompletionRequestReader.TryRead(body, out var request, out _));

        Assert.Equal(read, string.Join('|', request.Prompts.Select(one => one.Text ?? string.Join(' ', one.Tokens!))));
        Assert.Equal((3, true, 2, 2), (request.MaxTokens, request.Echo, request.TopScores, request.Answers));
        Assert.Equal(["later"], request.Extra!.Keys);
    }

    [Fact]
    public void An_answer_is_short_when_the_request_does_not_say_how_long()
    {
        Assert.True(CompletionRequestReader.TryRead("""{"model":"m","prompt":"x"}"""u8.ToArray(), out var request, out _));

        Assert.Equal((16, false, null, null), (request.MaxTokens, request.Echo, request.TopScores, request.Answers));
    }

    [Theory]
    [InlineData("""{"model":"m"}""")]
    [InlineData("""{"model":"m","prompt":[]}""")]
    [InlineData("""{"model":"m","prompt":[[]]}""")]
    [InlineData("""{"model":"m","prompt":["a",1]}""")]
    [InlineData("""{"model":"m","prompt":[-1]}""")]
    public void Anything_else_is_refused(string body)
    {
        Assert.False(CompletionRequestReader.TryRead(Encoding.UTF8.GetBytes(body), out _, out var error));

        Assert.Equal(("prompt", "'prompt' is required and must be a string, an array of token ids, or an array of such."), (error.Param, error.Message));
    }
}
