using System.Buffers;
using System.Globalization;
using System.Text;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;
using Sluice.Protocol.Serving;
using Sluice.Testing;

namespace Sluice.Tests.Protocol.Serving;

public sealed class ReplyWriterTests
{
    static readonly ReplyHead Head = new("chatcmpl-7", 1767225600, "tiny");
    static readonly TokenUsage Counted = new(11, 4) { CachedPromptTokens = 8, ReasoningTokens = 2, ForcedTokens = 1 };

    readonly ArrayBufferWriter<byte> output = new();

    [Fact]
    public void A_chat_stream_reads_as_clients_expect_it()
    {
        using var reply = new ChatReplyWriter(Head, output);
        reply.Start();
        reply.Reasoning("Hm."u8);
        reply.Content("Grüße, "u8);
        reply.Content("\"世界\" 🌍\n"u8);
        reply.Finish("stop");
        reply.Usage(Counted);
        reply.Done();

        Expected.Matches("chat-stream", Written());
    }

    [Fact]
    public void A_completion_stream_has_text_and_no_role()
    {
        using var reply = new CompletionReplyWriter(Head, output);
        reply.Start();
        reply.Content("once "u8);
        reply.Finish("length");
        reply.Done();

        Expected.Matches("completion-stream", Written());
    }

    [Fact]
    public void Whole_answers_are_one_body()
    {
        using (var chat = new ChatReplyWriter(Head, output))
            chat.Whole("{\"a\":1}", "stop", Counted, "thought");
        output.Write("\n"u8);
        using (var completion = new CompletionReplyWriter(Head, output))
            completion.Whole("upon a time", "length", usage: null);

        Expected.Matches("whole-answers", Written());
    }

    [Fact]
    public void Errors_have_the_shape_that_clients_read()
    {
        using var reply = new ChatReplyWriter(Head, output);
        reply.Error(ApiError.Internal("the engine stopped"));
        foreach (var error in new[]
                 {
                     ApiError.WrongKey(), ApiError.UnknownModel("gpt-9", ["tiny", "small"]), ApiError.ContextTooLong(5000, 4096),
                     ApiError.UnknownPath("/v2"), ApiError.Full("16 requests wait already."), ApiError.Invalid("seed", "'seed' must be an integer."),
                 })
        {
            output.Write(Encoding.UTF8.GetBytes(error.Status.ToString(CultureInfo.InvariantCulture) + " "));
            error.WriteTo(output);
            output.Write("\n"u8);
        }

        Expected.Matches("errors", Written());
    }

    [Fact]
    public void The_model_list_says_what_ours_can_do()
    {
        ModelListWriter.Write(output, [new("tiny") { MaxModelLength = 2048, SupportsVerbatim = true }, new("plain")], 1767225600);

        Expected.Matches("models", Written());
    }

    string Written() => Encoding.UTF8.GetString(output.WrittenSpan);
}
