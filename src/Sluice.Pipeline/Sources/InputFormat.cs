namespace Sluice.Pipeline.Sources;

/// <summary>What the files of an input are made of.</summary>
public enum InputFormat
{
    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>Comma-separated values with a header (RFC 4180), or with another separator.</summary>
    Csv,

    /// <summary>Each file is one record: its text.</summary>
    Text,
}
