namespace Sluice.Pipeline.Configuration;

/// <summary>In which form answers and failures are written.</summary>
public enum OutputFormat
{
    /// <summary>Our lines: id, answer, where it came from.</summary>
    JsonLines,

    /// <summary>The result lines of OpenAI's Batch API.</summary>
    OpenAiBatch,
}
