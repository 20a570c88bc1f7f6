using System.Runtime.CompilerServices;
using System.Text;

namespace Sluice.Pipeline.Sources.Csv;

/// <summary>
/// Splits a stream into the rows of RFC 4180 in bounded memory: quoted fields may hold separators, line breaks and doubled quotes.
/// LF or CRLF, with or without a byte order mark. A quote inside an unquoted field is a character like any other.
/// </summary>
internal sealed class CsvReader(Stream stream, byte separator, int maxRowBytes)
{
    enum Place { FieldStart, Plain, Quoted, AfterQuote }

    static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    readonly List<CsvField> fields = [];
    byte[] buffer = new byte[64 * 1024];
    int start, scan, end;          // of the row, of what was not looked at yet, of what was read
    int fieldStart;                // from the row's start, as the next
    int? closingQuote;
    Place place;
    bool isQuoted, skipping;       // skipping: inside a row that passed the limit
    long line = 1, rowLine = 1;

    public async IAsyncEnumerable<CsvRow> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        end = await stream.ReadAtLeastAsync(buffer, ByteOrderMark.Length, throwOnEndOfStream: false, ct);
        if (buffer.AsSpan(0, end).StartsWith(ByteOrderMark)) start = scan = ByteOrderMark.Length;
        while (true)
        {
            while (NextInBuffer() is { } row) yield return row;

            MakeRoom();
            var read = await stream.ReadAsync(buffer.AsMemory(end), ct);
            if (read == 0) break;
            end += read;
        }

        if (skipping || end > start) yield return EndRow();
    }

    CsvRow? NextInBuffer()
    {
        while (scan < end)
        {
            var rest = buffer.AsSpan(scan, end - scan);
            switch (place)
            {
                case Place.FieldStart when rest[0] == '"':
                    isQuoted = true;
                    place = Place.Quoted;
                    scan++;
                    break;
                case Place.FieldStart:
                    place = Place.Plain;
                    break;
                case Place.Quoted:
                    var stop = rest.IndexOfAny((byte)'"', (byte)'\n');
                    scan = stop < 0 ? end : scan + stop + 1;
                    if (stop < 0) break;
                    if (rest[stop] == '\n') line++;
                    else place = Place.AfterQuote;
                    break;
                case Place.AfterQuote when rest[0] == '"':
                    place = Place.Quoted;
                    scan++;
                    break;
                case Place.AfterQuote:
                    closingQuote = scan - 1 - start;
                    place = Place.Plain;
                    break;
                default:
                    var next = rest.IndexOfAny(separator, (byte)'\n');
                    scan = next < 0 ? end : scan + next;
                    if (next < 0) break;
                    if (rest[next] == '\n') return EndRow();
                    EndField(scan);
                    fieldStart = ++scan - start;
                    break;
            }
        }

        if (end - start > maxRowBytes) skipping = true;
        return null;
    }

    void EndField(int at)
    {
        if (!skipping) fields.Add(new CsvField(fieldStart, at - start, closingQuote, isQuoted));
        (closingQuote, isQuoted, place) = (null, false, Place.FieldStart);
    }

    CsvRow EndRow()
    {
        if (place == Place.AfterQuote) closingQuote = scan - 1 - start; // the quote was the last byte of the input
        var unclosed = place == Place.Quoted;
        var rowEnd = scan > start && buffer[scan - 1] == '\r' && !unclosed ? scan - 1 : scan;
        EndField(rowEnd);
        var tooLong = skipping || scan - start > maxRowBytes;
        var bytes = tooLong ? default : buffer.AsMemory(start, rowEnd - start);
        var row = Row(bytes, tooLong ? $"the row is longer than {maxRowBytes / 1024 / 1024} MiB; allowed: one record a row, up to that size"
            : unclosed ? "the row has a quote that is never closed"
            : fields.Exists(field => field.GoesOnAfterQuote) ? "a field goes on after its closing quote; allowed: a quote inside a quoted field is written twice"
            : null);

        if (scan < end) line++; // the row ended at a line break, which is passed over
        start = scan = Math.Min(scan + 1, end);
        (rowLine, skipping, fieldStart) = (line, false, 0);
        fields.Clear();
        return row;
    }

    CsvRow Row(ReadOnlyMemory<byte> bytes, string? fault)
    {
        if (fault is not null) return new CsvRow(rowLine, bytes, [], fault);
        try
        {
            var values = new string[fields.Count];
            for (var i = 0; i < values.Length; i++) values[i] = fields[i].Text(bytes.Span);
            return new CsvRow(rowLine, bytes, values, null);
        }
        catch (DecoderFallbackException)
        {
            return new CsvRow(rowLine, bytes, [], "the row is not UTF-8; allowed: UTF-8 (iconv -f LATIN1 -t UTF-8 converts a Latin-1 file)");
        }
    }

    void MakeRoom()
    {
        if (skipping) start = scan;
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (scan, end, start) = (scan - start, end - start, 0);
        }

        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
    }
}
