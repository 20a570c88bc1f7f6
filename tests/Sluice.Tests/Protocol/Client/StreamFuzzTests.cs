using System.Text;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using static Sluice.Tests.Protocol.Client.CannedServer;

namespace Sluice.Tests.Protocol.Client;

/// <summary>A real-looking stream, split and damaged in every way: the client never throws, and never takes a torn answer for a whole one.</summary>
public sealed class StreamFuzzTests
{
    const int Seed = 20261121;

    static readonly byte[] Stream = Encoding.UTF8.GetBytes(
        ": ping\r\n\r\n"
        + """data: {"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""" + "\n\n"
        + """data: {"choices":[{"index":0,"delta":{"reasoning_content":"Mm\u00e4h"}}]}""" + "\r\n\r\n"
        + Content("Grüße \\\"世界\\\" ") + Content("\\ud83c") + Content("\\udf0d\\n")
        + """data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}}]}""" + "\n\n"
        + Finish
        + """data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":5}}""" + "\n\n" + Done);

    [Fact]
    public async Task The_answer_is_the_same_at_every_split_point()
    {
        for (var at = 0; at <= Stream.Length; at++)
        {
            var reply = await AskAsync(Stream[..at], Stream[at..]);

            Assert.Null(reply.Failure);
            Assert.Equal(("Grüße \"世界\" 🌍\n", "Mmäh", "stop"), (reply.Content, reply.Reasoning, reply.FinishReason));
            Assert.Equal([new("a", "f", "{}")], reply.ToolCalls);
            Assert.Equal(new(9, 5), reply.Usage);
        }
    }

    [Fact]
    public async Task A_stream_that_ends_anywhere_is_whole_only_behind_its_finish_reason()
    {
        var text = Encoding.UTF8.GetString(Stream);
        var finished = Encoding.UTF8.GetByteCount(text[..(text.IndexOf(Finish, StringComparison.Ordinal) + Finish.Length)]);

        for (var end = 0; end <= Stream.Length; end++)
        {
            var reply = await AskAsync(Stream[..end]);

            Assert.Equal(end >= finished ? null : FailureReason.StreamBroken, reply.Failure?.Reason);
            Assert.StartsWith(reply.Content, "Grüße \"世界\" \uFFFD🌍\n".Replace(reply.Content.EndsWith('\uFFFD') ? "🌍\n" : "\uFFFD", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Damage_is_an_answer_or_a_failure_and_never_an_exception()
    {
        var random = new Random(Seed);
        var reasons = new Dictionary<FailureReason, int>();
        for (var round = 0; round < 5000; round++)
        {
            var damaged = Damage(random, Stream);
            var at = random.Next(damaged.Length + 1);

            var reply = await AskAsync(damaged[..at], damaged[at..]);

            Assert.True(reply.Failure is not null || reply.FinishReason is not null);
            if (reply.Failure is { } failure)
                reasons[failure.Reason] = reasons.GetValueOrDefault(failure.Reason) + 1;
        }

        Assert.Equal([FailureReason.StreamBroken], reasons.Keys);
        Assert.InRange(reasons[FailureReason.StreamBroken], 1000, 4900);
    }

    [Fact]
    public async Task Damage_to_a_whole_body_is_an_answer_or_a_failure_and_never_an_exception()
    {
        var random = new Random(Seed + 1);
        var whole = Encoding.UTF8.GetBytes("""{"choices":[{"index":0,"message":{"content":"a\ud83c\udf0d\n","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":1}},"error":null}""");
        for (var round = 0; round < 5000; round++)
        {
            var damaged = Damage(random, whole);
            using var client = new CannedServer(_ => Response(200, "application/json", new MemoryStream(damaged))).Client();

            var reply = await client.ChatAsync(Question);

            Assert.True(reply.Failure is not null || reply.FinishReason is not null);
        }
    }

    static Task<Reply> AskAsync(params byte[][] parts) => Streams([.. parts.Select(part => (StreamPart)part)]).AskAsync();

    static byte[] Damage(Random random, byte[] good)
    {
        var bytes = good.ToList();
        for (var damage = random.Next(1, 5); damage > 0; damage--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, (byte)"\"\\{}[]:,\n\r u0"[random.Next(13)]); break;
                default: bytes.RemoveRange(at, Math.Min(random.Next(40), bytes.Count - at)); break;
            }
        }
        return [.. bytes];
    }
}
