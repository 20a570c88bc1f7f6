using Sluice.Bench.Events;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Dialects;

/// <summary>One answered request in the moments that other tools time: seconds on the log's clock. Small, for a level of a million is looked at whole; its chunks stay packed.</summary>
sealed class PeerRequest
{
    public PeerRequest(RequestEvents events)
    {
        var counts = TokenCounts.Of(events);
        (Chunks, Burst, Source, Tokens, AnswerTokens) = (events.Chunks, events.Burst, counts?.Source, counts?.Output ?? 0, counts?.Answer ?? 0);
        (Scheduled, Start, End) = (events.Scheduled.TotalSeconds, events.Sent.TotalSeconds, events.End.TotalSeconds);
        (PromptTold, PromptAimed) = (events.PromptTokens, events.PromptAimed);
        foreach (var chunk in events.Chunks)
        {
            var at = chunk.At.TotalSeconds;
            FirstChoices ??= at;
            LastChoices = at;
            if (!chunk.HasText) continue;
            TextChunks++;
            if (TextChunks == 2) SecondText = at;
            FirstText ??= at;
            LastText = at;
            if (chunk.Answer == 0) continue;
            AnswerChunks++;
            FirstAnswer ??= at;
            LastAnswer = at;
        }
    }

    public PackedChunks Chunks { get; }

    public int? Burst { get; }

    /// <summary>Who counted its tokens; null when nobody could.</summary>
    public CountSource? Source { get; }

    public double Scheduled { get; }

    public double Start { get; }

    /// <summary>First chunk with a choice, be it empty.</summary>
    public double? FirstChoices { get; }

    public double? LastChoices { get; }

    /// <summary>First chunk with text: reasoning, answer or call.</summary>
    public double? FirstText { get; }

    public double? SecondText { get; }

    public double? LastText { get; }

    public double? FirstAnswer { get; }

    public double? LastAnswer { get; }

    /// <summary>The stream's end.</summary>
    public double End { get; }

    /// <summary>Chunks with text.</summary>
    public int TextChunks { get; }

    /// <summary>Chunks with answer text.</summary>
    public int AnswerChunks { get; }

    /// <summary>Output tokens; 0 when nobody could count.</summary>
    public double Tokens { get; }

    public double AnswerTokens { get; }

    /// <summary>By the server's usage.</summary>
    public int? PromptTold { get; }

    public int? PromptAimed { get; }

    public double PromptTokens => PromptTold ?? PromptAimed ?? 0;

    /// <summary>The gaps between all chunks with a choice, empty ones included.</summary>
    public IEnumerable<double> ChunkGaps()
    {
        double? before = null;
        foreach (var chunk in Chunks)
        {
            var at = chunk.At.TotalSeconds;
            if (before is { } last) yield return at - last;
            before = at;
        }
    }

    /// <summary>When each chunk with answer text came.</summary>
    public IEnumerable<double> AnswerTimes()
    {
        foreach (var chunk in Chunks)
        {
            if (chunk.Answer > 0) yield return chunk.At.TotalSeconds;
        }
    }

    public static List<PeerRequest> Answered(LevelLog level) => [.. level.Measured.Where(request => request.Answered).Select(request => new PeerRequest(request))];
}
