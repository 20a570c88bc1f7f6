using Sluice.Bench.Events;
using Sluice.Protocol.Client;

namespace Sluice.Bench.Loading;

/// <summary>Notes when each chunk of one stream was read and how much it carried. Keeps no text and allocates nothing per chunk but room in a list.</summary>
sealed class ChunkRecorder(BenchClock clock, int expected) : ChunkObserver
{
    readonly List<ChunkEvent> _chunks = new(expected);
    int _counted;

    public IReadOnlyList<ChunkEvent> Chunks => _chunks;

    /// <summary>Whether chunks carried their own counts; null when none did.</summary>
    public CountSource? Counts { get; private set; }

    public override ChunkVerdict Observe(in ReplyChunk chunk)
    {
        if (!chunk.HasChoice) return ChunkVerdict.Continue;
        int? tokens = null;
        if (chunk.TokenIds is { } ids)
        {
            Counts = CountSource.TokenIds;
            tokens = ids;
        }
        else if (chunk.CompletionTokens is { } sofar && Counts != CountSource.TokenIds)
        {
            Counts = CountSource.ChunkUsage;
            tokens = Math.Max(0, sofar - _counted);
            _counted = sofar;
        }

        _chunks.Add(new ChunkEvent(clock.At(chunk.Timestamp), Characters(chunk.Reasoning), Characters(chunk.Content), CallCharacters(chunk.ToolCalls), tokens));
        return ChunkVerdict.Continue;
    }

    static int CallCharacters(ToolCallDeltas calls)
    {
        var sum = 0;
        for (var i = 0; i < calls.Count; i++) sum += Characters(calls[i].Name) + Characters(calls[i].Arguments);
        return sum;
    }

    /// <summary>Bytes that begin a character; a character split over chunks counts where it begins.</summary>
    static int Characters(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var each in utf8)
        {
            if ((each & 0xC0) != 0x80) count++;
        }

        return count;
    }
}
