using Sluice.Bench.Events;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Dialects;

/// <summary>One answered request in the moments that other tools time: seconds on the log's clock.</summary>
sealed class PeerRequest
{
    readonly ChunkEvent[] _chunks;
    readonly List<ChunkEvent> _texts;

    public PeerRequest(RequestEvents events)
    {
        Events = events;
        Counts = TokenCounts.Of(events);
        _chunks = [.. events.Chunks];
        _texts = [.. _chunks.Where(chunk => chunk.HasText)];
        Start = events.Sent.TotalSeconds;
        FirstChoices = _chunks.Length > 0 ? _chunks[0].At.TotalSeconds : null;
        LastChoices = _chunks.Length > 0 ? _chunks[^1].At.TotalSeconds : null;
        FirstText = events.FirstToken?.TotalSeconds;
        FirstAnswer = events.FirstAnswer?.TotalSeconds;
        LastText = events.LastToken?.TotalSeconds;
        End = events.End.TotalSeconds;
    }

    public RequestEvents Events { get; }

    public TokenCounts? Counts { get; }

    public double Start { get; }

    /// <summary>First chunk with a choice, be it empty.</summary>
    public double? FirstChoices { get; }

    public double? LastChoices { get; }

    /// <summary>First chunk with text: reasoning, answer or call.</summary>
    public double? FirstText { get; }

    public double? FirstAnswer { get; }

    public double? LastText { get; }

    /// <summary>The stream's end.</summary>
    public double End { get; }

    /// <summary>Chunks with text.</summary>
    public IReadOnlyList<ChunkEvent> Texts => _texts;

    public IReadOnlyList<double> AnswerTimes => [.. _texts.Where(chunk => chunk.Answer > 0).Select(chunk => chunk.At.TotalSeconds)];

    /// <summary>Output tokens; 0 when nobody could count.</summary>
    public double Tokens => Counts?.Output ?? 0;

    public double AnswerTokens => Counts?.Answer ?? 0;

    public double PromptTokens => Events.PromptTokens ?? Events.PromptAimed ?? 0;

    /// <summary>The gaps between all chunks with a choice, empty ones included.</summary>
    public IEnumerable<double> ChunkGaps()
    {
        for (var i = 1; i < _chunks.Length; i++) yield return (_chunks[i].At - _chunks[i - 1].At).TotalSeconds;
    }

    public static List<PeerRequest> Answered(LevelLog level) => [.. level.Measured.Where(request => request.Answered).Select(request => new PeerRequest(request))];
}
