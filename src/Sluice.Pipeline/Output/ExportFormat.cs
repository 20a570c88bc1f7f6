namespace Sluice.Pipeline.Output;

/// <summary>The form of an export.</summary>
public enum ExportFormat
{
    /// <summary>JSON lines, as a run writes them.</summary>
    Lines,

    /// <summary>A table with a header (RFC 4180).</summary>
    Csv,

    /// <summary>Result lines of OpenAI's Batch API.</summary>
    OpenAiBatch,
}
