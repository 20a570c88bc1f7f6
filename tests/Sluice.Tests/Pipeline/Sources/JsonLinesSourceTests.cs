using System.Text;
using Sluice.Pipeline.Sources;
using Sluice.Testing;

namespace Sluice.Tests.Pipeline.Sources;

public sealed class JsonLinesSourceTests : IDisposable
{
    readonly TempFolder folder = new();

    [Theory]
    [InlineData("{\"id\":\"a\"}\n{\"id\":\"b\"}\n")]
    [InlineData("{\"id\":\"a\"}\n{\"id\":\"b\"}")]
    [InlineData("{\"id\":\"a\"}\r\n{\"id\":\"b\"}\r\n")]
    [InlineData("\n  \r\n{\"id\":\"a\"}\n\t\n\n{\"id\":\"b\"}\n\n")]
    [InlineData("\uFEFF{\"id\":\"a\"}\n{\"id\":\"b\"}")]
    public async Task Line_breaks_blank_lines_and_a_byte_order_mark_do_not_matter(string text)
    {
        var source = Source(Encoding.UTF8.GetBytes(text));

        var records = await Read(source);

        Assert.Equal(["a", "b"], records.Select(record => record.Key));
        Assert.All(records, record => Assert.Null(record.Fault));
        Assert.Equal([1, 2], records.Select(record => record.Ordinal));
        Assert.Equal(2, await source.CountAsync(default));
    }

    [Theory]
    [InlineData("{\"id\": \"b\"", "data.jsonl:2", "the line is not JSON (at byte 11: ")]
    [InlineData("[1]", "data.jsonl:2", "the line is a JSON array; allowed: an object")]
    [InlineData("{\"no\": 1}", "data.jsonl:2", "the record has no $.id, where its id should be; it has: no")]
    [InlineData("{\"id\": null}", "data.jsonl:2", "the record's $.id is null; allowed: a text that is not empty, or a number")]
    [InlineData("{\"id\": \"\"}", "data.jsonl:2", "the record's $.id is an empty text; allowed: a text that is not empty, or a number")]
    [InlineData("{\"id\": \"b\", \"t\": \"\\ud800\"}", "data.jsonl:2", "a text in the line is not valid Unicode")]
    public async Task A_bad_line_is_one_faulty_record_and_its_neighbours_are_read(string bad, string key, string fault)
    {
        var records = await Read(Source(Encoding.UTF8.GetBytes($"{{\"id\":\"a\"}}\n{bad}\n{{\"id\":\"c\"}}\n")));

        Assert.Equal(["a", key, "c"], records.Select(record => record.Key));
        Assert.StartsWith(fault, records[1].Fault, StringComparison.Ordinal);
        Assert.Equal((null, null), (records[0].Fault, records[2].Fault));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_fail_that_record()
    {
        var records = await Read(Source([.. "{\"id\":\"a\"}\n{\"id\":\""u8, 0xC3, 0x28, .. "\"}\n{\"id\":\"c\"}"u8]));

        Assert.Equal("the line is not UTF-8; allowed: UTF-8 (iconv -f LATIN1 -t UTF-8 converts a Latin-1 file)", records[1].Fault);
        Assert.Null(records[2].Fault);
    }

    [Fact]
    public async Task A_line_may_end_at_any_byte_of_the_buffer()
    {
        for (var size = 64 * 1024 - 3; size <= 64 * 1024 + 3; size++)
        {
            var filler = new string('x', size - 22);
            var records = await Read(Source(Encoding.UTF8.GetBytes($"{{\"id\":\"a\",\"t\":\"{filler}\"}}\n{{\"id\":\"b\"}}\n")));

            Assert.Equal(["a", "b"], records.Select(record => record.Key));
        }
    }

    [Fact]
    public async Task Without_a_path_the_ordinal_is_the_id_through_all_files()
    {
        folder.Write("in/b.jsonl", "{\"n\":3}\n");
        folder.Write("in/a.jsonl", "{\"n\":1}\n\n{\"n\":2}\n");

        var records = await Read(new JsonLinesSource(FilePattern.Find(folder.Path, "in/*.jsonl"), id: null));

        Assert.Equal(["1", "2", "3"], records.Select(record => record.Key));
        Assert.All(records, record => Assert.True(record.KeyIsNumber));
        Assert.Equal("in/b.jsonl:1", records[2].Place.ToString());
    }

    [Fact]
    public async Task Spacing_and_escapes_do_not_change_a_records_hash_but_content_does()
    {
        var records = await Read(Source("""
            {"id":"a","t":"é","n":[1,2]}
            { "id" : "a", "t":"\u00e9", "n":[ 1, 2 ] }
            {"id":"a","t":"e","n":[1,2]}
            {"id":"a","t":"é","n":[12]}
            """u8.ToArray()));

        Assert.Equal(records[0].InputHash.ToArray(), records[1].InputHash.ToArray());
        Assert.Equal(3, records.Select(record => Convert.ToHexString(record.InputHash.Span)).Distinct().Count());
    }

    public void Dispose() => folder.Dispose();

    JsonLinesSource Source(byte[] content) => Source(folder.Write("data.jsonl", content));

    static JsonLinesSource Source(string path)
    {
        Assert.True(RecordPath.TryParse("$.id", out var id));
        return new JsonLinesSource([new SourceFile(path, "data.jsonl")], id);
    }

    static async Task<List<SourceRecord>> Read(JsonLinesSource source)
    {
        var records = new List<SourceRecord>();
        await foreach (var record in source.ReadAsync(default)) records.Add(record);
        return records;
    }
}
