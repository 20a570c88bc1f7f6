using Sluice.Pipeline.Sources;

namespace Sluice.Pipeline.Running;

/// <summary>A record that was given up.</summary>
/// <param name="Reason">Name of the reason: one of the table of failures, or of <see cref="InputReason"/>.</param>
/// <param name="Response">What came back last; empty when nothing did.</param>
/// <param name="Attempts">Calls it took in this invocation; 0 when the record could not be asked about at all.</param>
public sealed record FailedRecord(SourceRecord Record, string Reason, string Detail, string Response, int Attempts)
{
    /// <summary>The step that gave it up.</summary>
    public string Step { get; init; } = "";
}
