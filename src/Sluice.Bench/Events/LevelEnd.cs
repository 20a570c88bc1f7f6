namespace Sluice.Bench.Events;

/// <summary>How a level ended, and what was seen beside its requests.</summary>
public sealed record LevelEnd
{
    public required EndReason Why { get; init; }

    /// <summary>Until when the load was held: from here on requests that ended were not followed by others.</summary>
    public required TimeSpan HeldUntil { get; init; }

    /// <summary>What the client's own machine did; null when it was not watched.</summary>
    public ClientHealth? Client { get; init; }

    /// <summary>What the server's <c>/metrics</c> said; null when it has none that we read.</summary>
    public ServerLoad? Server { get; init; }
}
