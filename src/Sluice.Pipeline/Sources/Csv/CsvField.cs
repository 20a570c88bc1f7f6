using System.Text;

namespace Sluice.Pipeline.Sources.Csv;

/// <summary>Where a field stands in its row, in bytes from the row's start.</summary>
/// <param name="Start">The first byte, which is the quote of a quoted field.</param>
/// <param name="End">The byte after the last one.</param>
/// <param name="ClosingQuote">The quote that closes the field; null for a field without quotes, or one that is never closed.</param>
/// <param name="IsQuoted">Whether the field begins with a quote.</param>
internal readonly record struct CsvField(int Start, int End, int? ClosingQuote, bool IsQuoted)
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The field's text. Throws <see cref="DecoderFallbackException"/> when it is not UTF-8.</summary>
    public string Text(ReadOnlySpan<byte> row)
    {
        if (!IsQuoted) return Strict.GetString(row[Start..End]);
        var text = Strict.GetString(row[(Start + 1)..(ClosingQuote ?? End)]);
        return text.Contains('"', StringComparison.Ordinal) ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    /// <summary>Whether something follows the closing quote.</summary>
    public bool GoesOnAfterQuote => ClosingQuote is { } closing && closing + 1 < End;
}
