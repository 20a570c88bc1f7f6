namespace Sluice.Cli.Viewing;

/// <summary>Which step asks whom.</summary>
internal sealed record StepHeadline
{
    public required string Step { get; init; }

    /// <summary>As the backend calls it.</summary>
    public required string Model { get; init; }

    /// <summary>For people: a name and where it is, such as "laptop (embedded engine)".</summary>
    public required string Backend { get; init; }

    public required int Concurrency { get; init; }

    public override string ToString() =>
        $"{Step}: {Model} on {Backend}, {(Concurrency == 1 ? "one call at a time" : $"{Figures.Count(Concurrency)} calls at once")}";
}
