using System.Runtime.CompilerServices;

namespace Sluice.Pipeline.Sources;

/// <summary>Streams the records of JSON lines files, one after the other, in bounded memory.</summary>
/// <param name="files">Full path of each file, and the name that messages use.</param>
public sealed class JsonLinesSource(IReadOnlyList<SourceFile> files, RecordPath? id)
{
    /// <summary>Longest line, in bytes: 16 MiB, far above any prompt that a model takes.</summary>
    public const int MaxLineBytes = 16 * 1024 * 1024;

    public async IAsyncEnumerable<SourceRecord> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var reader = new RecordReader(id, MaxLineBytes);
        long ordinal = 0;
        foreach (var file in files)
        {
            await foreach (var line in LinesOf(file, ct))
            {
                if (!line.IsBlank) yield return reader.Read(line, new SourcePlace(file.Name, line.Number), ++ordinal);
            }
        }
    }

    /// <summary>How many records there are, good and bad, without reading into them.</summary>
    public async Task<long> CountAsync(CancellationToken ct)
    {
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
        // Buffering is the line reader's own; a buffer here would only copy once more.
        await using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        await foreach (var line in new LineReader(stream, MaxLineBytes).ReadAsync(ct)) yield return line;
    }
}
