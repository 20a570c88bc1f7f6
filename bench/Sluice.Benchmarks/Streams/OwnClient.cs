using System.Globalization;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;

namespace Sluice.Benchmarks.Streams;

/// <summary>The process that reads many streams with our own client: <c>load-client URL MODEL STREAMS TOKENS</c>. Prints one line.</summary>
internal static class OwnClient
{
    public const string Verb = "load-client";

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var (url, model, streams, tokens) = (new Uri(arguments[0]), arguments[1], int.Parse(arguments[2], CultureInfo.InvariantCulture), int.Parse(arguments[3], CultureInfo.InvariantCulture));
        using var client = new ModelClient(new ModelEndpoint { BaseUrl = url, MaxConnections = streams });
        var text = CountingText.Of(tokens);
        var counter = new FrameCounter();
        var replies = await Task.WhenAll(Enumerable.Range(0, streams).Select(_ => Task.Run(() => client.ChatAsync(new ChatRequest { Model = model, Messages = [new("user", text)] }, counter))));
        var wrong = replies.Count(reply => reply.Failure is not null || reply.Content != text || reply.Usage?.CompletionTokens != tokens);
        await output.WriteLineAsync($"{new ClientCount(streams - wrong, wrong, counter.Count, counter.Seconds)}");
        return 0;
    }

    /// <summary>Chunks of all streams, from the first to the last.</summary>
    sealed class FrameCounter : ChunkObserver
    {
        long count;
        long first;
        long last;

        public long Count => count;

        public double Seconds => TimeProvider.System.GetElapsedTime(first, last).TotalSeconds;

        public override ChunkVerdict Observe(in ReplyChunk chunk)
        {
            Interlocked.Increment(ref count);
            Interlocked.CompareExchange(ref first, chunk.Timestamp, 0);
            Volatile.Write(ref last, chunk.Timestamp);
            return ChunkVerdict.Continue;
        }
    }
}
