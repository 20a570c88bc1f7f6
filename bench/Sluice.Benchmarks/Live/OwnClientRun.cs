using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;

namespace Sluice.Benchmarks.Live;

/// <summary>Many open streams read by our own client in the same process, each answer held against the text it must echo.</summary>
/// <param name="Wrong">Streams that failed or whose text was not the expected one, token for token.</param>
/// <param name="LatenessP99">Seconds from a token's deadline to its write.</param>
internal sealed record OwnClientRun(int Streams, int Tokens, double StepMs, int Wrong, double FramesPerSecond, double? LatenessP99)
{
    public static async Task<OwnClientRun> RunAsync(int streams, int tokens, double stepMs)
    {
        await using var server = await BenchedTwin.StartForLoadAsync(streams, stepMs);
        using var client = BenchedTwin.Client(server);
        var text = CountingText.Of(tokens);
        var counter = new FrameCounter();
        var replies = await Task.WhenAll(Enumerable.Range(0, streams).Select(_ => Task.Run(() => client.ChatAsync(new ChatRequest { Model = BenchedTwin.Load, Messages = [new("user", text)] }, counter))));
        var wrong = replies.Count(reply => reply.Failure is not null || reply.Content != text || reply.Usage?.CompletionTokens != tokens);
        return new OwnClientRun(streams, tokens, stepMs, wrong, counter.PerSecond, await BenchedTwin.MetricAsync(server, "sluice:write_lateness_p99_seconds{"));
    }

    /// <summary>Chunks of all streams, from the first to the last.</summary>
    sealed class FrameCounter : ChunkObserver
    {
        long _count;
        long _first;
        long _last;

        public double PerSecond => (_count - 1) / TimeProvider.System.GetElapsedTime(_first, _last).TotalSeconds;

        public override ChunkVerdict Observe(in ReplyChunk chunk)
        {
            Interlocked.Increment(ref _count);
            Interlocked.CompareExchange(ref _first, chunk.Timestamp, 0);
            Volatile.Write(ref _last, chunk.Timestamp);
            return ChunkVerdict.Continue;
        }
    }
}
