using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;

namespace Sluice.Pipeline.Sources;

/// <summary>Each file is one record with three fields: <c>text</c>, <c>path</c> (relative to the pipeline file) and <c>name</c> (without folders).</summary>
/// <param name="files">Full path of each file, and the name that messages use.</param>
/// <param name="id">Where a record's id stands; null takes its path.</param>
public sealed class TextFileSource(IReadOnlyList<SourceFile> files, RecordPath? id) : RecordSource
{
    static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <inheritdoc/>
    public override async IAsyncEnumerable<SourceRecord> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var ids = new RecordIds(id ?? RecordPath.Of("path"));
        long ordinal = 0;
        foreach (var file in files)
        {
            var bytes = await BytesOfAsync(file, ct);
            yield return Read(file, bytes, ids, ++ordinal);
        }
    }

    /// <inheritdoc/>
    public override Task<long?> CountAsync(CancellationToken ct) => Task.FromResult<long?>(files.Count);

    static SourceRecord Read(SourceFile file, byte[]? bytes, RecordIds ids, long ordinal)
    {
        var faulty = SourceRecord.Faulty(new SourcePlace(file.Name, 1), ordinal, SHA256.HashData(bytes ?? []));
        if (bytes is null) return faulty with { Fault = string.Create(CultureInfo.InvariantCulture, $"the file is longer than {MaxRecordBytes / 1024 / 1024} MiB; allowed: one record a file, up to that size") };
        if (!Utf8.IsValid(bytes)) return faulty with { Fault = "the file is not UTF-8; allowed: UTF-8 (iconv -f LATIN1 -t UTF-8 converts a Latin-1 file)" };

        var text = bytes.AsSpan();
        if (text.StartsWith(ByteOrderMark)) text = text[ByteOrderMark.Length..];
        var json = new ArrayBufferWriter<byte>(text.Length + 256);
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("text"u8, text);
            writer.WriteString("path"u8, file.Name);
            writer.WriteString("name"u8, Path.GetFileName(file.Name));
            writer.WriteEndObject();
        }

        return ids.Give(JsonElement.Parse(json.WrittenSpan), faulty.Place, ordinal, () => faulty);
    }

    /// <summary>Null when the file is too long.</summary>
    static async Task<byte[]?> BytesOfAsync(SourceFile file, CancellationToken ct)
    {
        await using var stream = await file.OpenAsync(ct);
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, ct) is var read and > 0)
        {
            if (all.Length + read > MaxRecordBytes) return null;
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }
}
