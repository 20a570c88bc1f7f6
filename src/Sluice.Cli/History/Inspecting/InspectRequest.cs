namespace Sluice.Cli.History.Inspecting;

/// <summary>What <c>sluice inspect</c> was asked to do.</summary>
internal sealed record InspectRequest
{
    /// <summary>As typed.</summary>
    public required string Run { get; init; }

    /// <summary>Null for the first records.</summary>
    public string? Key { get; init; }

    public string? Step { get; init; }
    public string? Config { get; init; }

    /// <summary>Records at most; null for the default of the form.</summary>
    public int? Limit { get; init; }

    /// <summary>The page to write, as typed; null shows the records in the terminal.</summary>
    public string? Html { get; init; }

    public bool Json { get; init; }
    public string? Store { get; init; }
}
