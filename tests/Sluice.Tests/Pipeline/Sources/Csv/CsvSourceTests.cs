using System.IO.Compression;
using System.Text;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Sources.Csv;
using Sluice.Testing;

namespace Sluice.Tests.Pipeline.Sources.Csv;

public sealed class CsvSourceTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public async Task Each_row_is_a_record_of_texts_under_the_names_of_the_columns()
    {
        folder.Write("data.csv", "id,title,text\n7,Cook,\"Cooks\nsoup\"\n\nb,,\"\"\n");

        var records = await Read("id");

        Assert.Equal(["""{"id":"7","title":"Cook","text":"Cooks\nsoup"}""", """{"id":"b","title":"","text":""}"""], records.Select(record => record.Fields.GetRawText()));
        Assert.Equal([("7", "data.csv:2", 1L), ("b", "data.csv:5", 2L)], records.Select(record => (record.Key, record.Place.ToString(), record.Ordinal)));
        Assert.False(records[0].KeyIsNumber);
    }

    [Fact]
    public async Task A_row_with_too_few_or_too_many_fields_fails_alone()
    {
        folder.Write("data.csv", "id,text\na,1\nb\nc,1,2\nd,4\n,5\n");

        var records = await Read("id");

        Assert.Equal(
            [null, "the row has 1 fields; allowed: 2, as the header has", "the row has 3 fields; allowed: 2, as the header has", null, "the record's $['id'] is an empty text; allowed: a text that is not empty, or a number"],
            records.Select(record => record.Fault));
        Assert.Equal("data.csv:3", records[1].Key);
    }

    [Theory]
    [InlineData("id,id\n1,2\n", "data.csv:1: the header has the column 'id' twice; allowed: a first row with the name of each column, no two alike")]
    [InlineData("\nid,,x\n1,2,3\n", "data.csv:2: column 2 of the header has no name; allowed: a first row with the name of each column, no two alike")]
    [InlineData("key,text\n1,2\n", "data.csv:1: the header has no column 'id', where ids should be; it has: key, text")]
    [InlineData("id;text\n1;2\n", "data.csv:1: the header has no column 'id', where ids should be; it has: id;text; where ';' stands between the fields, say so: input.separator: \";\"")]
    [InlineData("id\ttext\n1\t2\n", "data.csv:1: the header has no column 'id', where ids should be; it has: id\ttext; where a tab stands between the fields, say so: input.separator: tab")]
    public async Task A_header_that_names_no_usable_columns_stops_the_reading(string text, string message)
    {
        folder.Write("data.csv", text);

        Assert.Equal(message, (await Assert.ThrowsAsync<InvalidDataException>(() => Read("id"))).Message);
    }

    [Fact]
    public async Task Files_are_read_one_after_the_other_each_with_its_own_header()
    {
        folder.Write("1.csv", "id,text\na,x\n");
        folder.Write("2.csv", "text,id\ny,b\n");
        var source = new CsvSource([File("1.csv"), File("2.csv")], RecordPath.Of("id"), ',');

        Assert.Equal([("a", "x"), ("b", "y")], (await Read(source)).Select(record => (record.Key, record.Fields.GetProperty("text").GetString())));
        Assert.Equal(2, await source.CountAsync(default));
    }

    [Fact]
    public async Task Rows_that_are_packed_by_gzip_are_unpacked_whatever_the_file_is_called()
    {
        using (var packed = new GZipStream(System.IO.File.Create(folder.At("data.csv")), CompressionMode.Compress)) packed.Write(Encoding.UTF8.GetBytes("id;text\na;x\n"));

        var records = await Read(new CsvSource([File("data.csv")], RecordPath.Of("id"), ';'));

        Assert.Equal("x", Assert.Single(records).Fields.GetProperty("text").GetString());
    }

    public void Dispose() => folder.Dispose();

    SourceFile File(string name) => new(folder.At(name), name);

    Task<List<SourceRecord>> Read(string id) => Read(new CsvSource([File("data.csv")], RecordPath.Of(id), ','));

    static async Task<List<SourceRecord>> Read(RecordSource source)
    {
        var records = new List<SourceRecord>();
        await foreach (var record in source.ReadAsync(default)) records.Add(record);
        return records;
    }
}
