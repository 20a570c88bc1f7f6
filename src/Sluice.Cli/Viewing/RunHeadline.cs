namespace Sluice.Cli.Viewing;

/// <summary>What runs, where: the first thing a view says.</summary>
internal sealed record RunHeadline
{
    public required string Pipeline { get; init; }
    public required string Step { get; init; }

    /// <summary>As the backend calls it.</summary>
    public required string Model { get; init; }

    /// <summary>For people: a name and where it is, such as "laptop (embedded engine)".</summary>
    public required string Backend { get; init; }

    public required int Concurrency { get; init; }

    public override string ToString() =>
        $"{Pipeline}/{Step}: {Model} on {Backend}, {(Concurrency == 1 ? "one call at a time" : $"{Figures.Count(Concurrency)} calls at once")}";
}
