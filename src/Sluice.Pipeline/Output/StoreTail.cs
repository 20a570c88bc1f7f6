using System.Buffers;

namespace Sluice.Pipeline.Output;

/// <summary>
/// A file with one line for each row of the store, kept by following the store: what was there before is written first, beside the old
/// file, which is replaced only when the new one has caught up. So the file never holds less than it did, no line stands twice, and a
/// line torn by a crash is gone with the next start.
/// </summary>
/// <param name="read">Rows after a sequence number, at most so many, in order.</param>
/// <param name="sequence">A row's number.</param>
/// <param name="write">Writes a row as one line, without the line break.</param>
internal sealed class StoreTail<TRow>(
    string path, Func<long, int, Task<IReadOnlyList<TRow>>> read, Func<TRow, long> sequence, Action<IBufferWriter<byte>, TRow> write) : IAsyncDisposable
{
    const int Page = 256; // rows of one read; as many as one commit brings at most

    readonly ArrayBufferWriter<byte> lines = new();
    FileStream? file;
    long last;

    string Beside => path + ".partial";

    /// <summary>Lines in the file.</summary>
    public long Lines { get; private set; }

    /// <summary>Begins a new file beside the old one.</summary>
    public async Task OpenAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (file is not null) await file.DisposeAsync();
        // Lines are gathered here; a buffer of the stream's own would try again to write what a full disk has refused, while it is closed.
        file = new FileStream(Beside, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        (last, Lines) = (0, 0);
    }

    /// <summary>Writes what the store holds into the new file, then puts it in place of the old one.</summary>
    /// <param name="keep">Which rows belong in it; null keeps all.</param>
    public async Task CatchUpAsync(Func<TRow, bool>? keep, CancellationToken ct)
    {
        await PumpAsync(keep, ct);
        File.Move(Beside, path, overwrite: true);
    }

    public async Task RewriteAsync(Func<TRow, bool>? keep, CancellationToken ct)
    {
        await OpenAsync();
        await CatchUpAsync(keep, ct);
    }

    /// <summary>Adds what the store has got since.</summary>
    public Task FollowAsync(CancellationToken ct) => PumpAsync(null, ct);

    public async ValueTask DisposeAsync()
    {
        if (file is not null) await file.DisposeAsync();
    }

    async Task PumpAsync(Func<TRow, bool>? keep, CancellationToken ct)
    {
        IReadOnlyList<TRow> rows;
        do
        {
            rows = await read(last, Page);
            lines.ResetWrittenCount();
            foreach (var row in rows)
            {
                last = sequence(row);
                if (keep?.Invoke(row) == false) continue;
                write(lines, row);
                lines.Write("\n"u8);
                Lines++;
            }

            await file!.WriteAsync(lines.WrittenMemory, ct);
            await file.FlushAsync(ct);
        }
        while (rows.Count == Page);
    }
}
