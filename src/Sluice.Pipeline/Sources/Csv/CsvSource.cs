using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Sluice.Pipeline.Sources.Csv;

/// <summary>The records of CSV files with a header: each row is one, its fields are texts under the names of the columns.</summary>
/// <param name="files">Full path of each file, and the name that messages use.</param>
/// <param name="id">The column of a record's id; null numbers the records from 1.</param>
/// <param name="separator">What stands between two fields: one ASCII character.</param>
public sealed class CsvSource(IReadOnlyList<SourceFile> files, RecordPath? id, char separator) : RecordSource
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<SourceRecord> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var ids = new RecordIds(id);
        var json = new ArrayBufferWriter<byte>();
        await using var writer = new Utf8JsonWriter(json);
        long ordinal = 0;
        foreach (var file in files)
        {
            CsvHeader? header = null;
            await foreach (var row in RowsOf(file, ct))
            {
                if (header is null) header = CsvHeader.Of(row, file, id);
                else yield return Read(row, header, new SourcePlace(file.Name, row.Line), ++ordinal);
            }
        }

        SourceRecord Read(CsvRow row, CsvHeader header, SourcePlace place, long number)
        {
            var faulty = SourceRecord.Faulty(place, number, SHA256.HashData(row.Bytes.Span));
            if (row.Fault is not null) return faulty with { Fault = row.Fault };
            if (row.Values.Count != header.Columns.Count)
                return faulty with { Fault = string.Create(CultureInfo.InvariantCulture, $"the row has {row.Values.Count} fields; allowed: {header.Columns.Count}, as the header has") };

            json.ResetWrittenCount();
            writer.Reset();
            writer.WriteStartObject();
            for (var i = 0; i < header.Columns.Count; i++) writer.WriteString(header.Columns[i], row.Values[i]);
            writer.WriteEndObject();
            writer.Flush();
            return ids.Give(JsonElement.Parse(json.WrittenSpan), place, number, () => faulty);
        }
    }

    /// <inheritdoc/>
    public override async Task<long?> CountAsync(CancellationToken ct)
    {
        if (!files.All(file => file.CanBeReadAgain)) return null;

        long count = 0;
        foreach (var file in files)
        {
            var rows = 0L;
            await foreach (var row in RowsOf(file, ct)) rows++;
            count += Math.Max(0, rows - 1);
        }

        return count;
    }

    async IAsyncEnumerable<CsvRow> RowsOf(SourceFile file, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var stream = await file.OpenAsync(ct);
        await foreach (var row in new CsvReader(stream, (byte)separator, MaxRecordBytes).ReadAsync(ct))
        {
            if (!row.IsBlank) yield return row;
        }
    }
}
