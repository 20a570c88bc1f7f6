using System.Text;
using System.Text.Json;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;

namespace Sluice.Tests.Protocol.Serving;

public sealed class ChatRequestReaderTests
{
    [Fact]
    public void Every_parameter_arrives_and_the_rest_is_kept()
    {
        var request = Read("""
            {"model":"m","messages":[{"role":"system","content":"be brief"},{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}],
             "stream":true,"stream_options":{"include_usage":true},"temperature":0.5,"top_p":1,"top_k":-1,"min_p":0.05,"seed":-7,"max_completion_tokens":12,
             "stop":"END","response_format":{"type":"json_schema","json_schema":{"name":"post","schema":{"type":"object"},"strict":true}},
             "x_source_text":"text","later":{"deep":[1]},"user":null}
            """);

        Assert.Equal([new("system", "be brief"), new("user", "ab")], request.Messages);
        Assert.Equal(("m", true, true), (request.Model, request.Stream, request.IncludeUsage));
        Assert.Equal((0.5, 1.0, -1, 0.05, -7L, 12), (request.Temperature, request.TopP, request.TopK, request.MinP, request.Seed, request.MaxTokens));
        Assert.Equal(["END"], request.Stop);
        Assert.Equal(2, request.SentMessages!.Value.GetArrayLength());
        var format = Assert.IsType<ResponseFormat.JsonSchema>(request.ResponseFormat);
        Assert.Equal(("post", true, """{"type":"object"}"""), (format.Name, format.Strict, format.Schema.GetRawText()));
        Assert.Equal(["later", "user", "x_source_text"], request.Extra!.Keys.Order());
        Assert.Equal("text", request.Extra["x_source_text"].GetString());
    }

    [Theory]
    [InlineData("\"repeat_penalty\":1.5", 1.5)]
    [InlineData("\"repetition_penalty\":1.25", 1.25)]
    [InlineData("\"repeat_penalty\":1.5,\"repetition_penalty\":1.25", 1.25)]
    public void The_penalty_for_repeating_goes_by_both_of_its_names(string fields, double penalty) => Assert.Equal(penalty, Read(Body(fields)).RepetitionPenalty);

    [Fact]
    public void More_tokens_than_can_be_counted_are_as_many_as_can()
    {
        var request = Read(Body("\"max_tokens\":1099511627776,\"top_k\":9000000000"));

        Assert.Equal((int.MaxValue, int.MaxValue), (request.MaxTokens, request.TopK));
    }

    [Fact]
    public void Stop_strings_are_bounded_in_number_and_length()
    {
        var many = $"\"stop\":[{string.Join(',', Enumerable.Repeat("\"a\"", 129))}]";
        var @long = $"\"stop\":\"{new string('a', 1025)}\"";

        Assert.Equal("'stop' has 129 strings; 128 are the most.", Refused(many));
        Assert.Equal("'stop' must have 1 to 1024 characters, not 1025.", Refused(@long));
    }

    [Fact]
    public void What_is_absent_or_null_is_null_and_not_streamed()
    {
        var request = Read("""{"model":"m","messages":[{"role":"assistant","content":null}],"temperature":null,"stop":null,"response_format":null,"n":1}""");

        Assert.Equal("", request.Messages[0].Content);
        Assert.False(request.Stream || request.IncludeUsage);
        Assert.Null(request.Temperature ?? request.TopP ?? request.TopK ?? request.MinP ?? request.Seed ?? request.MaxTokens);
        Assert.Null(request.Stop);
        Assert.Null(request.ResponseFormat);
        Assert.Null(request.Extra);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", "model", "'model' is required and must be a string.")]
    [InlineData("""{"model":"m"}""", "messages", "'messages' is required and must be an array of at least one message.")]
    [InlineData("""{"model":"m","messages":[]}""", "messages", "'messages' is required and must be an array of at least one message.")]
    [InlineData("""{"model":"m","messages":["hi"]}""", "messages[0]", "'messages[0]' must be an object with 'role' and 'content'.")]
    [InlineData("""{"model":"m","messages":[{"content":"x"}]}""", "messages[0].role", "'messages[0].role' is required and must be a string.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":5}]}""", "messages[0].content", "'messages[0].content' must be a string or an array of text parts, not 5.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"image_url"}]}]}""", "messages[0].content[0]", "'messages[0].content[0]' is an image, and vision (image input) is not supported: it must be {\"type\":\"text\",\"text\":\"…\"}: only text is served.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"temperature":"hot"}""", "temperature", "'temperature' must be a number of at least 0, not \"hot\".")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"top_p":0}""", "top_p", "'top_p' must be a number above 0 and at most 1, not 0.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"top_k":1.5}""", "top_k", "'top_k' must be an integer of at least -1, not 1.5.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"min_p":2}""", "min_p", "'min_p' must be a number from 0 to 1, not 2.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"max_tokens":0}""", "max_tokens", "'max_tokens' must be an integer of at least 1, not 0.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"seed":1e30}""", "seed", "'seed' must be an integer of at most 64 bits, not 1e30.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"stream":"yes"}""", "stream", "'stream' must be true or false, not \"yes\".")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"stream_options":{"include_usage":1}}""", "stream_options.include_usage", "'stream_options.include_usage' must be true or false, not 1.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"stop":["a",""]}""", "stop", "'stop[1]' must have 1 to 1024 characters, not 0.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"stop":["a",7]}""", "stop", "'stop[1]' must be a string.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"stop":{}}""", "stop", "'stop' must be a string or an array of strings, none of them empty, not an object.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"repeat_penalty":0}""", "repeat_penalty", "'repeat_penalty' must be a number from 0.01 to 100, not 0.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"n":0}""", "n", "'n' must be an integer from 1 to 128, not 0.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"response_format":{"type":"xml"}}""", "response_format.type", "'response_format.type' must be text, json_object or json_schema, not 'xml'.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema"}}""", "response_format.json_schema", "'response_format.json_schema' is required and must be an object with a 'schema'.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"schema":3}}}""", "response_format.json_schema.schema", "'response_format.json_schema.schema' is required and must be a JSON Schema: an object, true or false.")]
    [InlineData("""["not an object"]""", null, "The body must be a JSON object.")]
    [InlineData("{\"model\":\n oops", null, "The body is not JSON: line 2, byte 2.")]
    [InlineData("""{"model":"\ud83d"}""", null, "The body has a string that is not Unicode: bytes that are not UTF-8, or half of a surrogate pair.")]
    [InlineData("""{"model":"m","x":<300>}""", null, "The body has more than 256 levels of objects and arrays within each other.")]
    public void A_wrong_body_is_refused_with_the_parameter_and_what_is_allowed(string body, string? param, string message)
    {
        body = body.Replace("<300>", new string('[', 300) + new string(']', 300), StringComparison.Ordinal);

        Assert.False(ChatRequestReader.TryRead(Encoding.UTF8.GetBytes(body), out _, out var error));

        Assert.Equal((param, message), (error.Param, error.Message));
        Assert.Equal((400, "invalid_request_error"), (error.Status, error.Type));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        byte[] body = [.. "{\"model\":\""u8, 0xC3, 0x28, .. "\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"u8];

        Assert.False(ChatRequestReader.TryRead(body, out _, out var error));

        Assert.Equal(400, error.Status);
    }

    [Fact]
    public void A_long_wrong_value_is_shown_shortened()
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { model = "m", messages = new[] { new { role = "user", content = "x" } }, seed = new string('a', 1000) });

        Assert.False(ChatRequestReader.TryRead(body, out _, out var error));

        Assert.EndsWith("aaa….", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 100);
    }

    static string Body(string fields) => $$"""{"model":"m","messages":[{"role":"user","content":"x"}],{{fields}}}""";

    static string Refused(string fields)
    {
        Assert.False(ChatRequestReader.TryRead(Encoding.UTF8.GetBytes(Body(fields)), out _, out var error));
        return error.Message;
    }

    static ChatRequest Read(string body)
    {
        Assert.True(ChatRequestReader.TryRead(Encoding.UTF8.GetBytes(body), out var request, out var error), error?.Message);
        return request;
    }
}
