using Sluice.Pipeline.Concurrency;

namespace Sluice.Cli.Viewing;

/// <summary>Which step asks whom.</summary>
internal sealed record StepHeadline
{
    public required string Step { get; init; }

    /// <summary>As the backend calls it.</summary>
    public required string Model { get; init; }

    /// <summary>For people: a name and where it is, such as "laptop (embedded engine)".</summary>
    public required string Backend { get; init; }

    public required ConcurrencySetting Concurrency { get; init; }

    private string Calls => Concurrency.Fixed switch
    {
        null => "as many calls at once as turns out best",
        1 => "one call at a time",
        { } many => $"{Figures.Count(many)} calls at once",
    };

    public override string ToString() =>
        $"{Step}: {Model} on {Backend}, {Calls}";
}
