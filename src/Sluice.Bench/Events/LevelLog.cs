namespace Sluice.Bench.Events;

/// <summary>Everything that was logged of one level.</summary>
public sealed record LevelLog
{
    RequestView? _measured;

    /// <summary>From 1, in the order of the log.</summary>
    public required int Number { get; init; }

    public required LevelPlan Plan { get; init; }

    /// <summary>Warm-up included, in the order in which they ended.</summary>
    public required IReadOnlyList<RequestEvents> Requests
    {
        get;
        init => (field, _measured) = (value, null); // a copy with other requests must not keep the order of these
    }

    /// <summary>Which of the log's sessions measured it, from 0; null in a log that was not read from a file.</summary>
    public int? Session { get; init; }

    /// <summary>Whether it came to its end: one that was stopped, or of which most failed, is measured anew when the log is gone on with.</summary>
    public bool IsWhole => End is { Why: not (EndReason.Stopped or EndReason.Failing) };

    /// <summary>Null when the log ends before the level did.</summary>
    public LevelEnd? End { get; init; }

    /// <summary>The requests that figures are taken from, by the time they were sent.</summary>
    public IReadOnlyList<RequestEvents> Measured => View;

    internal RequestView View => _measured ??= RequestView.Measured(Requests);
}
