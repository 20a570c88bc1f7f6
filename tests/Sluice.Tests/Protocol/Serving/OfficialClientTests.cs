using System.Buffers;
using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;
using Sluice.Tests.Protocol.Client;

namespace Sluice.Tests.Protocol.Serving;

/// <summary>What we write, read by OpenAI's own client.</summary>
public sealed class OfficialClientTests
{
    readonly ArrayBufferWriter<byte> output = new();

    [Fact]
    public async Task It_reads_our_stream_with_usage()
    {
        Write(reply =>
        {
            reply.Start();
            reply.Content("Grüße, "u8);
            reply.Content("世界 🌍"u8);
            reply.Finish("stop");
            reply.Usage(new TokenUsage(9, 5) { CachedPromptTokens = 4 });
            reply.Done();
        });

        var updates = new List<StreamingChatCompletionUpdate>();
        await foreach (var update in Client(200, "text/event-stream").CompleteChatStreamingAsync([new UserChatMessage("hi")]))
            updates.Add(update);

        Assert.Equal("Grüße, 世界 🌍", string.Concat(updates.SelectMany(update => update.ContentUpdate).Select(part => part.Text)));
        Assert.Equal(ChatFinishReason.Stop, updates.Single(update => update.FinishReason is not null).FinishReason);
        Assert.Equal((9, 5, 4), (updates[^1].Usage.InputTokenCount, updates[^1].Usage.OutputTokenCount, updates[^1].Usage.InputTokenDetails.CachedTokenCount));
    }

    [Fact]
    public async Task It_reads_our_whole_answer()
    {
        Write(reply => reply.Whole("hello", "length", new TokenUsage(9, 5)));

        ChatCompletion completion = await Client(200, "application/json").CompleteChatAsync([new UserChatMessage("hi")]);

        Assert.Equal(("hello", ChatFinishReason.Length, 14), (completion.Content[0].Text, completion.FinishReason, completion.Usage.TotalTokenCount));
    }

    [Fact]
    public async Task It_shows_our_error_messages()
    {
        ApiError.UnknownModel("gpt-9", ["tiny"]).WriteTo(output);

        var problem = await Assert.ThrowsAsync<ClientResultException>(() => Client(404, "application/json").CompleteChatAsync([new UserChatMessage("hi")]));

        Assert.Equal(404, problem.Status);
        Assert.Contains("The model 'gpt-9' is not served here; served: tiny.", problem.Message, StringComparison.Ordinal);
    }

    void Write(Action<ChatReplyWriter> write)
    {
        using var reply = new ChatReplyWriter(new("chatcmpl-1", 1767225600, "tiny"), output);
        write(reply);
    }

    ChatClient Client(int status, string mediaType)
    {
        var server = new CannedServer(_ => CannedServer.Response(status, mediaType, new MemoryStream(output.WrittenSpan.ToArray())));
        var options = new OpenAIClientOptions { Endpoint = new("http://test/v1"), Transport = new HttpClientPipelineTransport(new HttpClient(server)) };
        return new("tiny", new ApiKeyCredential("k"), options);
    }
}
