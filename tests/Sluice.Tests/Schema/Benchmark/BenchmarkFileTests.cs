using System.Text;
using Sluice.Schema.Benchmark;
using Sluice.Testing;

namespace Sluice.Tests.Schema.Benchmark;

public sealed class BenchmarkFileTests
{
    [Fact]
    public void Documents_keep_the_bytes_that_the_file_has()
    {
        using var folder = new TempFolder();
        var path = folder.Write("orders.jsonl", """
            {"name": "one", "schema": {"type": "number"}, "tests": [{"data": 6000.0, "valid": true, "description": "a point"}, {"data": ["ä",  1e0], "valid": false}]}

            {"name": "two", "schema": true}
            """);

        var cases = BenchmarkFile.Read(path).ToList();

        Assert.Equal([("orders", 1, "one", """{"type": "number"}"""), ("orders", 3, "two", "true")], cases.Select(item => (item.File, item.Line, item.Name, item.Schema)));
        Assert.Equal([("6000.0", true, "a point"), ("[\"ä\",  1e0]", false, "")], cases[0].Tests.Select(test => (Encoding.UTF8.GetString(test.Document), test.Valid, test.Description)));
        Assert.Empty(cases[1].Tests);
    }

    [Theory]
    [InlineData("{\"name\": \"x\"", "the line is not JSON")]
    [InlineData("{\"name\": \"x\"}", "a member is missing")]
    [InlineData("{\"name\": \"x\", \"schema\": {}, \"tests\": [{\"data\": 1, \"valid\": \"yes\"}]}", "of another type")]
    public void A_line_of_another_form_is_named_with_what_is_allowed(string line, string reason)
    {
        using var folder = new TempFolder();
        var path = folder.Write("bad.jsonl", "{\"name\": \"good\", \"schema\": {}}\n" + line + "\n");

        var refusal = Assert.Throws<BenchmarkFileException>(() => BenchmarkFile.Read(path).ToList());

        Assert.Equal(2, refusal.Line);
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
    }
}
