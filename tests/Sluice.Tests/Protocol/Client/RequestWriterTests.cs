using System.Text;
using System.Text.Json;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;
using Sluice.Protocol.Http;
using Sluice.Protocol.Serving;

namespace Sluice.Tests.Protocol.Client;

public sealed class RequestWriterTests
{
    static readonly ChatRequest Small = new() { Model = "m", Messages = [new("user", "hi \"世界\"\n")] };

    [Fact]
    public void Nothing_is_sent_that_was_not_asked_for()
    {
        Assert.Equal("""{"model":"m","messages":[{"role":"user","content":"hi \"世界\"\n"}],"stream":false}""", Write(Small with { Stream = false }));
        Assert.Equal(
            """{"model":"m","prompt":"once","stream":true,"stream_options":{"include_usage":true}}""",
            Write(new CompletionRequest { Model = "m", Prompts = [new() { Text = "once" }] }));
    }

    [Fact]
    public void What_is_written_is_read_again_as_the_same()
    {
        var request = Small with
        {
            Temperature = 0.25,
            TopP = 0.5,
            TopK = 3,
            MinP = 0.125,
            PresencePenalty = 0.5,
            FrequencyPenalty = -0.5,
            RepetitionPenalty = 1.5,
            LogitBias = new Dictionary<int, double> { [7] = -100, [8] = 0.5 },
            Tools = [new ToolDefinition("f", Json("""{"type":"object"}"""), Json("""{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}"""))],
            ToolChoice = new ToolChoice.Function("f"),
            Seed = 4,
            MaxTokens = 5,
            Stop = ["a", "b"],
            ResponseFormat = new ResponseFormat.JsonSchema("post", Json("""{"type":"object"}"""), Strict: true),
            Extra = new Dictionary<string, JsonElement> { ["x_source_text"] = Json("\"text\"") },
        };

        Assert.True(ChatRequestReader.TryRead(Encoding.UTF8.GetBytes(Write(request)), out var read, out _));

        Assert.Equal(request.Messages, read.Messages);
        Assert.Equal(request.Stop, read.Stop);
        Assert.Equal("text", read.Extra!["x_source_text"].GetString());
        Assert.Equal(((ResponseFormat.JsonSchema)request.ResponseFormat).Schema.GetRawText(), ((ResponseFormat.JsonSchema)read.ResponseFormat!).Schema.GetRawText());
        Assert.Equal(request.LogitBias, read.LogitBias);
        var tool = Assert.Single(read.Tools!);
        Assert.Equal(("f", """{"type":"object"}""", request.Tools[0].Sent.GetRawText()), (tool.Name, tool.Parameters!.Value.GetRawText(), tool.Sent.GetRawText()));
        Assert.Equal(
            request with { Messages = read.Messages, SentMessages = read.SentMessages, Stop = read.Stop, Extra = read.Extra, ResponseFormat = read.ResponseFormat, LogitBias = read.LogitBias, Tools = read.Tools },
            read);
    }

    [Fact]
    public void A_further_field_of_the_request_wins_over_the_endpoints_and_both_over_a_property()
    {
        var endpoint = new Dictionary<string, JsonElement> { ["temperature"] = Json("0.7"), ["top_k"] = Json("9"), ["stream_options"] = Json("null") };
        var own = new Dictionary<string, JsonElement> { ["temperature"] = Json("0.9"), ["response_format"] = Json("{}"), ["stop"] = Json("[]") };
        var request = Small with { Temperature = 0, TopK = 1, Stop = ["x"], ResponseFormat = new ResponseFormat.JsonObject(), Extra = own };

        var body = Write(request, endpoint);

        Assert.EndsWith("""
            "stream":true,"temperature":0.9,"top_k":9,"stream_options":null,"response_format":{},"stop":[]}
            """, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_itself_cannot_be_a_further_field()
    {
        var extra = new Dictionary<string, JsonElement> { ["stream"] = Json("false") };
        using var client = CannedServer.Streams("").Client();

        var inRequest = await Assert.ThrowsAsync<ArgumentException>(() => client.ChatAsync(Small with { Extra = extra }));
        var inEndpoint = Assert.Throws<ArgumentException>(() => new ModelClient(new() { BaseUrl = new("http://test/v1"), ExtraBody = extra }));

        Assert.All([inRequest, inEndpoint], problem => Assert.StartsWith("'stream' cannot be a further body field", problem.Message, StringComparison.Ordinal));
    }

    static string Write(SamplingRequest request, IReadOnlyDictionary<string, JsonElement>? endpoint = null)
    {
        using var body = new RequestBodies(headRoom: 0).Take();
        RequestWriter.Write(request, endpoint, request.IncludeUsage, body);
        return Encoding.UTF8.GetString(body.Written.Span);
    }

    static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
