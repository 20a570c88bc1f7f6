using Sluice.Bench.Events;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;

namespace Sluice.Bench.Loading;

/// <summary>Notes when each chunk of one stream was read and how much it carried. Keeps no text and allocates nothing a chunk.</summary>
/// <param name="wantsText">Whether the answer's text is looked at in any case.</param>
/// <param name="wantsUncounted">Whether it is looked at when nobody counted its tokens.</param>
sealed class ChunkRecorder(BenchClock clock, bool wantsText, bool wantsUncounted) : ChunkObserver, IDisposable
{
    readonly ChunkPacker _chunks = new();
    ThinkTags? _think;
    bool _apart;      // the server tells reasoning itself
    int _answeredAs;  // characters at the beginning of the answer that were counted as reasoning
    int _counted;

    /// <summary>The time of the last chunk; null before one.</summary>
    public TimeSpan? Last => _chunks.Last;

    /// <summary>Whether chunks carried their own counts; null when none did.</summary>
    public CountSource? Counts { get; private set; }

    public PackedChunks Packed() => _answeredAs == 0 ? _chunks.Packed() : PackedChunks.Of(Answered(_chunks.Packed(), _answeredAs));

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

        var (reasoning, answer) = (Characters(chunk.Reasoning), Characters(chunk.Content));
        _apart |= reasoning > 0;
        if (!_apart && answer > 0)
        {
            _think ??= new ThinkTags();
            reasoning = _think.Reasoning(chunk.Content);
            answer -= reasoning;
            _answeredAs += _think.TakenBack;
        }

        _chunks.Add(new ChunkEvent(clock.At(chunk.Timestamp), reasoning, answer, CallCharacters(chunk.ToolCalls), tokens));
        return ChunkVerdict.Continue;
    }

    /// <summary>What came in one piece, or refused, is told by its text alone.</summary>
    public override bool WantsText(TokenUsage? usage) => wantsText || Last is null || (wantsUncounted && usage is null && Counts is null);

    public void Dispose() => _chunks.Dispose();

    /// <summary>An answer that began like a tag and was none: what was counted as reasoning is its own.</summary>
    static IEnumerable<ChunkEvent> Answered(PackedChunks chunks, int characters)
    {
        foreach (var chunk in chunks)
        {
            var own = Math.Min(characters, chunk.Reasoning);
            characters -= own;
            yield return chunk with { Reasoning = chunk.Reasoning - own, Answer = chunk.Answer + own };
        }
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
