using Sluice.Pipeline.Sources;
using Sluice.Testing;

namespace Sluice.Tests.Pipeline.Sources;

public sealed class TextFileSourceTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public async Task Each_file_is_a_record_called_by_its_path()
    {
        folder.Write("notes/b.txt", "two\nlines\n");
        folder.Write("notes/a.txt", [0xEF, 0xBB, 0xBF, .. "é"u8]);

        var records = await Read("notes/*.txt");

        Assert.Equal(["notes/a.txt", "notes/b.txt"], records.Select(record => record.Key));
        Assert.Equal(["""{"text":"é","path":"notes/a.txt","name":"a.txt"}""", """{"text":"two\nlines\n","path":"notes/b.txt","name":"b.txt"}"""],
            records.Select(record => record.Fields.GetRawText().Replace("\\u00E9", "é", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_file_that_is_too_long_or_not_UTF8_fails_alone()
    {
        folder.Write("a.txt", [0xFF, 0xFE, 0x00]);
        folder.Write("b.txt", new byte[RecordSource.MaxRecordBytes + 1]);
        folder.Write("c.txt", "fine");

        var records = await Read("*.txt");

        Assert.Equal(["the file is not UTF-8; allowed: UTF-8 (iconv -f LATIN1 -t UTF-8 converts a Latin-1 file)", "the file is longer than 16 MiB; allowed: one record a file, up to that size", null], records.Select(record => record.Fault));
    }

    public void Dispose() => folder.Dispose();

    async Task<List<SourceRecord>> Read(string pattern)
    {
        var records = new List<SourceRecord>();
        await foreach (var record in new TextFileSource(FilePattern.Find(folder.Path, pattern), id: null).ReadAsync(default)) records.Add(record);
        return records;
    }
}
