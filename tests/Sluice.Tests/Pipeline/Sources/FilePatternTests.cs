using Sluice.Pipeline.Sources;
using Sluice.Testing;

namespace Sluice.Tests.Pipeline.Sources;

public sealed class FilePatternTests
{
    [Theory]
    [InlineData("a.jsonl", "a.jsonl")]
    [InlineData("./in/b.jsonl", "in/b.jsonl")]
    [InlineData("*.jsonl", "a.jsonl")]
    [InlineData("in/*.jsonl", "in/b.jsonl in/c.jsonl")]
    [InlineData("in/?.jsonl", "in/b.jsonl in/c.jsonl")]
    [InlineData("*/deep/*", "in/deep/d.jsonl")]
    [InlineData("**/*.jsonl", "a.jsonl in/b.jsonl in/c.jsonl in/deep/d.jsonl")]
    [InlineData("none/*.jsonl", "")]
    [InlineData("in", "")]
    public void A_pattern_finds_its_files_in_order(string pattern, string expected)
    {
        using var folder = new TempFolder();
        foreach (var name in new[] { "in/c.jsonl", "in/b.jsonl", "a.jsonl", "in/deep/d.jsonl", "in/notes.txt" }) folder.Write(name, "");

        var files = FilePattern.Find(folder.Path, pattern);

        Assert.Equal(expected, string.Join(' ', files.Select(file => file.Name)));
    }
}
