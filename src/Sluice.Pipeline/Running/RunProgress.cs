using Sluice.Pipeline.Concurrency;

namespace Sluice.Pipeline.Running;

/// <summary>A run, or one of its steps, at one moment. A figure that is not known is null, never 0.</summary>
public sealed record RunProgress
{
    /// <summary>The same of each step, in the order they run; empty in a step's own. A record of the run is answered when all steps answered it.</summary>
    public IReadOnlyList<StepProgress> Steps { get; init; } = [];

    /// <summary>How many calls each backend gets at a time, where that is found while running.</summary>
    public IReadOnlyList<BackendLevel> Levels { get; init; } = [];

    /// <summary>Records of the input, good and bad; null until they are counted.</summary>
    public long? Total { get; init; }

    /// <summary>Records answered in this invocation.</summary>
    public long Answered { get; init; }

    /// <summary>Records whose answer was there from an earlier invocation.</summary>
    public long Resumed { get; init; }

    /// <summary>Records left out because another one with the same id counts.</summary>
    public long Merged { get; init; }

    /// <summary>Records given up, by the name of the reason; names in order.</summary>
    public required IReadOnlyDictionary<string, long> FailedByReason { get; init; }

    public long Failed => FailedByReason.Values.Sum();

    /// <summary>Records that are through, one way or the other.</summary>
    public long Done => Answered + Resumed + Merged + Failed;

    /// <summary>Records being asked about now.</summary>
    public int InFlight { get; init; }

    /// <summary>Calls made in this invocation, retries included.</summary>
    public long Calls { get; init; }

    /// <summary>Calls that brought text and no count of their tokens: of a server that reports none, or cut before it came.</summary>
    public long UncountedCalls { get; init; }

    /// <summary>Tokens of this invocation, as the server counted them, without those of <see cref="UncountedCalls"/>; null when it counted none of the calls that brought text.</summary>
    public long? PromptTokens { get; init; } = 0;

    /// <summary>Written tokens, in the same way.</summary>
    public long? CompletionTokens { get; init; } = 0;

    /// <summary>The part of the prompt tokens that came from the server's cache; null when the server does not tell.</summary>
    public long? CachedTokens { get; init; }

    /// <summary>The part of the completion tokens that brought no accepted answer; null where those are not known.</summary>
    public long? DiscardedTokens { get; init; } = 0;

    /// <summary>USD of this invocation; null when no token was counted or a backend's price is not known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Values that should be quoted and are not; null before there was one to look for.</summary>
    public GroundingProgress? Grounding { get; init; }

    /// <summary>Answers that were cut while they came, because they could not become good any more.</summary>
    public long CutAnswers { get; init; }

    /// <summary>Tokens that the cut answers would still have cost, estimated from the accepted ones; null before there is one.</summary>
    public long? SavedTokens { get; init; }

    /// <summary>3600 · answered / (last answer − first call), in seconds. Null before the first answer.</summary>
    public double? RecordsPerHour { get; init; }

    /// <summary>The same over the last minute. Null before the first answer and within the first second.</summary>
    public double? RecordsPerHourNow { get; init; }

    /// <summary>Completion tokens of calls that ended in the last minute, per second.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Prompt tokens of the same calls, per second, those from the server's cache included.</summary>
    public double? PromptTokensPerSecond { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>Time to the end at the pace of the last ten minutes, or of this invocation while it is younger than twenty seconds; null while that is not known.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>The lower end of a range in which it lies four times of five, see <see cref="RemainingTime"/>; null while that is not known.</summary>
    public TimeSpan? RemainingLeast { get; init; }

    /// <summary>The upper end; null also where the pace varies too much to tell one.</summary>
    public TimeSpan? RemainingMost { get; init; }
}
