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

    /// <summary>Null when the log ends before the level did.</summary>
    public LevelEnd? End { get; init; }

    /// <summary>The requests that figures are taken from, by the time they were sent.</summary>
    public IReadOnlyList<RequestEvents> Measured => View;

    internal RequestView View => _measured ??= RequestView.Measured(Requests);
}
