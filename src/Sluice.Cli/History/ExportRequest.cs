using Sluice.Pipeline.Output;

namespace Sluice.Cli.History;

/// <summary>What <c>sluice export</c> was asked to do.</summary>
internal sealed record ExportRequest
{
    /// <summary>As typed: a number, a name or a pipeline file.</summary>
    public required string Run { get; init; }

    public string? Step { get; init; }
    public string? Config { get; init; }
    public ExportFormat Format { get; init; }
    public ExportOrder Order { get; init; }
    public bool Failures { get; init; }

    /// <summary>Fields of the record that go into a line of answers.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Null writes to standard output.</summary>
    public string? Output { get; init; }

    public string? Store { get; init; }
}
