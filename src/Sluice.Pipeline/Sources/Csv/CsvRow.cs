namespace Sluice.Pipeline.Sources.Csv;

/// <summary>One row of a CSV file, which may stand on several lines.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Bytes">All of it, without the line break at its end; valid until the next row is asked for. Empty when it was too long.</param>
/// <param name="Values">What its fields say, unquoted; empty when <paramref name="Fault"/> is set.</param>
/// <param name="Fault">Why its fields cannot be told apart, as a sentence; null for a good row.</param>
internal readonly record struct CsvRow(long Line, ReadOnlyMemory<byte> Bytes, IReadOnlyList<string> Values, string? Fault)
{
    /// <summary>Whether nothing stands on its line.</summary>
    public bool IsBlank => Fault is null && Bytes.Span.IndexOfAnyExcept((byte)'\r') < 0;
}
