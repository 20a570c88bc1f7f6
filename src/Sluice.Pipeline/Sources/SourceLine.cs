namespace Sluice.Pipeline.Sources;

/// <summary>One line of an input file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Bytes">Without line break and byte order mark; valid until the next line is asked for. Empty when the line was too long.</param>
/// <param name="TooLong">Whether it passed the limit and was skipped.</param>
internal readonly record struct SourceLine(long Number, ReadOnlyMemory<byte> Bytes, bool TooLong)
{
    public bool IsBlank => !TooLong && Bytes.Span.IndexOfAnyExcept(" \t\r"u8) < 0;
}
