using System.Text.Json;

namespace Sluice.Tests.Engine.Serving;

/// <summary><c>/tokenize</c> and <c>/detokenize</c> as clients of vLLM and of llama.cpp know them.</summary>
public sealed class TokenEndpointTests
{
    static int Count(JsonElement body) => body.GetProperty("tokens").GetArrayLength();

    [Fact]
    public async Task A_prompt_is_read_with_the_beginning_token_and_a_content_without()
    {
        await using var tiny = await TinyServer.StartAsync(addBeginning: true);

        var (_, vllm) = await tiny.PostToAsync("/tokenize", """{"prompt": "Hello"}""");
        var (_, bare) = await tiny.PostToAsync("/tokenize", """{"prompt": "Hello", "add_special_tokens": false}""");
        var (_, llama) = await tiny.PostToAsync("/tokenize", """{"content": "Hello"}""");
        var (_, whole) = await tiny.PostToAsync("/tokenize", """{"content": "Hello", "add_special": true}""");

        Assert.Equal(Count(bare) + 1, Count(vllm));
        Assert.Equal((Count(bare), Count(vllm)), (Count(llama), Count(whole)));
    }

    [Fact]
    public async Task The_spelling_of_a_control_token_is_that_token_in_a_content_unless_it_says_otherwise()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (_, read) = await tiny.PostToAsync("/tokenize", """{"content": "<|im_end|>"}""");
        var (_, spelled) = await tiny.PostToAsync("/tokenize", """{"content": "<|im_end|>", "parse_special": false}""");

        Assert.Equal(1, Count(read));
        Assert.InRange(Count(spelled), 2, 10);
    }

    [Fact]
    public async Task Tokens_come_with_what_they_write_where_that_is_asked_for()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (_, pieces) = await tiny.PostToAsync("/tokenize", """{"content": "aü", "with_pieces": true}""");
        var (_, texts) = await tiny.PostToAsync("/tokenize", """{"prompt": "ab", "return_token_strs": true}""");
        var (_, plain) = await tiny.PostToAsync("/tokenize", """{"prompt": "ab"}""");

        Assert.Equal("\"a\",[195],[188]", string.Join(',', pieces.GetProperty("tokens").EnumerateArray().Select(token => token.GetProperty("piece").GetRawText())));
        Assert.All(pieces.GetProperty("tokens").EnumerateArray(), token => Assert.Equal(JsonValueKind.Number, token.GetProperty("id").ValueKind));
        Assert.Equal("""["a","b"]""", texts.GetProperty("token_strs").GetRawText());
        Assert.False(plain.TryGetProperty("token_strs", out _));
    }

    [Fact]
    public async Task Tokens_become_a_text_under_both_of_its_names()
    {
        await using var tiny = await TinyServer.StartAsync();
        var (_, tokens) = await tiny.PostToAsync("/tokenize", """{"prompt": "Grüße"}""");

        var (status, text) = await tiny.PostToAsync("/detokenize", $"{{\"tokens\": {tokens.GetProperty("tokens").GetRawText()}}}");

        Assert.Equal((200, "Grüße", "Grüße"), (status, text.GetProperty("prompt").GetString(), text.GetProperty("content").GetString()));
    }
}
