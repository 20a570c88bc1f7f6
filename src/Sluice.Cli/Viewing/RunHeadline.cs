namespace Sluice.Cli.Viewing;

/// <summary>What runs, where: the first thing a view says.</summary>
internal sealed record RunHeadline
{
    public required string Pipeline { get; init; }

    /// <summary>In the order they run, at least one.</summary>
    public required IReadOnlyList<StepHeadline> Steps { get; init; }

    public override string ToString() => Steps.Count == 1
        ? $"{Pipeline}/{Steps[0]}"
        : $"{Pipeline}: {Steps.Count} steps{string.Concat(Steps.Select(step => $"\n  {step}"))}";
}
