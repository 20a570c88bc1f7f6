namespace Sluice.Cli.Schemas;

/// <summary>What <c>sluice schema bench</c> was asked for.</summary>
internal sealed record SchemaBenchRequest
{
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The model file whose tokens are fed; null to feed bytes.</summary>
    public string? Vocabulary { get; init; }

    /// <summary>For one schema with all its documents; null for the default.</summary>
    public TimeSpan? TimeLimit { get; init; }

    public bool Verbose { get; init; }

    public bool Json { get; init; }
}
