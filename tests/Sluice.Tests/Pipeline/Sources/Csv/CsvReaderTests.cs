using System.Text;
using Sluice.Pipeline.Sources.Csv;

namespace Sluice.Tests.Pipeline.Sources.Csv;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a|b", "1|2")]
    [InlineData("a,b\r\n1,2\r\n", "a|b", "1|2")]
    [InlineData("a,b\n1,2", "a|b", "1|2")]
    [InlineData("a,b\n1,", "a|b", "1|")]
    [InlineData("\uFEFFa,b\n,\n", "a|b", "|")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"", "a|b", "1|2")]
    [InlineData("\"one, two\",\"say \"\"hi\"\"\"\n\"\",\"\"\"\"\r\n", "one, two|say \"hi\"", "|\"")]
    [InlineData("\"two\nlines\",x\n\"and\r\nthree\n\",y\r\n", "two\nlines|x", "and\r\nthree\n|y")]
    [InlineData("5\" pipe,a \"quoted\" word\né日,😀", "5\" pipe|a \"quoted\" word", "é日|😀")]
    [InlineData("\"a\"\r\n\"b\"\r", "a", "b")]
    public async Task Rows_are_told_apart_however_their_bytes_arrive(string text, params string[] rows)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var read = await Read(bytes, size);

            Assert.All(read, row => Assert.Null(row.Fault));
            Assert.Equal(rows, read.Select(row => row.Values));
        }
    }

    [Fact]
    public async Task A_row_knows_the_line_it_begins_on()
    {
        var rows = await Read("a,b\n\n\"x\ny\n\",1\nz,2\n"u8.ToArray(), 3);

        Assert.Equal([(1, false), (2, true), (3, false), (6, false)], rows.Select(row => (row.Line, row.IsBlank)));
    }

    [Theory]
    [InlineData("a,b\n\"x\"y,1\nz,2\n", "2:a field goes on after its closing quote; allowed: a quote inside a quoted field is written twice", "3:z|2")]
    [InlineData("a,b\n\"x\" ,1\nz,2\n", "2:a field goes on after its closing quote; allowed: a quote inside a quoted field is written twice", "3:z|2")]
    [InlineData("a,b\nz,2\n\"x,1\ny\n", "2:z|2", "3:the row has a quote that is never closed")]
    public async Task A_row_that_is_wrong_is_told_and_those_beside_it_are_kept(string text, params string[] rows)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var read = await Read(bytes, size);

            Assert.Equal(rows, read.Skip(1).Select(row => $"{row.Line}:{row.Fault ?? row.Values}"));
        }
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_spoil_their_row_only()
    {
        var rows = await Read([.. "a\n"u8, 0xC3, 0x28, .. "\nb\n"u8], 100);

        Assert.Equal([null, "the row is not UTF-8; allowed: UTF-8 (iconv -f LATIN1 -t UTF-8 converts a Latin-1 file)", null], rows.Select(row => row.Fault));
    }

    [Fact]
    public async Task A_row_beyond_the_limit_is_passed_over_and_the_next_is_read()
    {
        var long1 = new string('x', 3 * 1024 * 1024);
        var rows = await Read(Encoding.UTF8.GetBytes($"a,b\n\"{long1}\n{long1}\",\"1\n2\"\nz,2\n"), 50_000, limit: 1024 * 1024);

        Assert.Equal("the row is longer than 1 MiB; allowed: one record a row, up to that size", rows[1].Fault);
        Assert.Equal((5, "z|2"), (rows[2].Line, rows[2].Values));
    }

    static async Task<List<(long Line, string Values, string? Fault, bool IsBlank)>> Read(byte[] bytes, int size, int limit = 16 * 1024 * 1024)
    {
        var rows = new List<(long, string, string?, bool)>();
        await foreach (var row in new CsvReader(new DripStream(bytes, size), (byte)',', limit).ReadAsync(default))
            rows.Add((row.Line, string.Join('|', row.Values), row.Fault, row.IsBlank));
        return rows;
    }
}
