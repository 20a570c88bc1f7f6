namespace Sluice.Bench.Events;

/// <summary>How a level ended, and what was seen beside its requests.</summary>
public sealed record LevelEnd
{
    public required EndReason Why { get; init; }

    /// <summary>The last moment at which a request was sent to hold the load; the load falls from here on.</summary>
    public required TimeSpan LastSent { get; init; }

    /// <summary>What the client's own machine did; null when it was not watched.</summary>
    public ClientHealth? Client { get; init; }

    /// <summary>What the server's <c>/metrics</c> said; null when it has none that we read.</summary>
    public ServerLoad? Server { get; init; }
}
