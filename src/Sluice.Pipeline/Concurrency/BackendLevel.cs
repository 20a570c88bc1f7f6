namespace Sluice.Pipeline.Concurrency;

/// <summary>How many requests a backend gets at a time, as found while running, and what was seen on the way.</summary>
/// <param name="Backend">Its name.</param>
/// <param name="Model">As the backend calls it.</param>
/// <param name="Concurrency">Requests in flight at most, now.</param>
/// <param name="Holds">Whether it was chosen; else it is being tried.</param>
/// <param name="Because">Why it last moved, as the end of a sentence.</param>
/// <param name="Curve">By rising concurrency.</param>
/// <param name="CountsTokens">Whether rates are tokens per second; else the server counted none and they are answers per second.</param>
public sealed record BackendLevel(string Backend, string Model, int Concurrency, bool Holds, string Because, IReadOnlyList<MeasuredLevel> Curve, bool CountsTokens)
{
    /// <summary>Whether other levels are tried; a short run holds the level it began with.</summary>
    public bool Learns { get; init; } = true;

    /// <summary>What the first level rested on.</summary>
    public StartingPoint StartsFrom { get; init; }

    /// <summary>The level that is held while a neighbour is looked at or not; null while learning.</summary>
    public int? Held { get; init; }
}
