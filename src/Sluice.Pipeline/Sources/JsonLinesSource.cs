using System.Runtime.CompilerServices;

namespace Sluice.Pipeline.Sources;

/// <summary>The records of JSON lines files: one object a line.</summary>
/// <param name="files">Full path of each file, and the name that messages use.</param>
/// <param name="id">Where a record's id stands; null numbers the records from 1.</param>
public sealed class JsonLinesSource(IReadOnlyList<SourceFile> files, RecordPath? id) : RecordSource
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<SourceRecord> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var reader = new RecordReader(id, MaxRecordBytes);
        long ordinal = 0;
        foreach (var file in files)
        {
            await foreach (var line in LinesOf(file, ct))
            {
                if (!line.IsBlank) yield return reader.Read(line, new SourcePlace(file.Name, line.Number), ++ordinal);
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<long?> CountAsync(CancellationToken ct)
    {
        if (!files.All(file => file.CanBeReadAgain)) return null;

        long count = 0;
        foreach (var file in files)
        {
            await foreach (var line in LinesOf(file, ct))
            {
                if (!line.IsBlank) count++;
            }
        }

        return count;
    }

    static async IAsyncEnumerable<SourceLine> LinesOf(SourceFile file, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var stream = await file.OpenAsync(ct);
        await foreach (var line in new LineReader(stream, MaxRecordBytes).ReadAsync(ct)) yield return line;
    }
}
