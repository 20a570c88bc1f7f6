using System.Text.Json;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Schemas;

public sealed class SchemaBenchTests
{
    private const string Good = """
        {"name": "label", "schema": {"enum": ["x", "y"]}, "tests": [{"data": "x", "valid": true}, {"data": "z", "valid": false}]}
        {"name": "any", "schema": {}, "tests": []}
        {"name": "twice", "schema": {"type": "string", "pattern": "(a+)\\1"}, "tests": [{"data": "aa", "valid": true}]}

        """;

    private const string Mislabelled = """
        {"name": "wrong", "schema": {"type": "integer"}, "tests": [{"data": 1, "valid": false, "description": "one"}, {"data": 1.5, "valid": true, "description": "one and a half"}]}

        """;

    [Fact]
    public async Task Verdicts_are_counted_by_file_and_in_total()
    {
        using var folder = new TempFolder();
        folder.Write("good.jsonl", Good);
        folder.Write("mislabelled.jsonl", Mislabelled);

        CommandRun run = await RunAsync(folder, "good.jsonl", "mislabelled.jsonl", "--verbose");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Expected.Matches(nameof(Verdicts_are_counted_by_file_and_in_total), run.Out[..run.Out.IndexOf(" CPU time", StringComparison.Ordinal)].TrimEnd());
    }

    [Fact]
    public async Task An_honest_refusal_is_no_finding()
    {
        using var folder = new TempFolder();
        folder.Write("good.jsonl", Good);

        Assert.Equal(0, (await RunAsync(folder, "good.jsonl")).ExitCode);
    }

    [Fact]
    public async Task With_a_vocabulary_tokens_are_fed_and_masks_are_timed()
    {
        using var folder = new TempFolder();
        folder.Write("good.jsonl", Good);
        TinyGguf.Write(folder.At("tiny.gguf"));

        CommandRun run = await RunAsync(folder, "good.jsonl", "--json", "--vocabulary", "tiny.gguf");

        JsonElement[] lines = [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["schema", "schema", "schema", "file", "all"], lines.Select(line => line.GetProperty("event").GetString()));
        Assert.Equal(["passing", "passing", "refused"], lines.Take(3).Select(line => line.GetProperty("outcome").GetString()));
        Assert.Equal("pattern", lines[2].GetProperty("keyword").GetString());
        Assert.Equal((3, 2, 1), (Count(lines[4], "schemas"), Count(lines[4], "passing"), Count(lines[4], "passing_untested")));
        Assert.Equal(1 + 3, lines[4].GetProperty("cpu_us").GetProperty("check").GetProperty("count").GetInt32());
        Assert.Equal(2 + 3, lines[4].GetProperty("cpu_us").GetProperty("mask").GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Every_file_that_cannot_be_used_is_told_before_anything_runs()
    {
        using var folder = new TempFolder();
        folder.Write("good.jsonl", Good);
        folder.Write("bad.jsonl", "{}\n");

        CommandRun run = await RunAsync(folder, "good.jsonl", "bad.jsonl", "absent.jsonl");

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Equal(2, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("sluice: bad.jsonl:1: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("sluice: absent.jsonl: ", run.Error, StringComparison.Ordinal);
    }

    private static int Count(JsonElement line, string name) => line.GetProperty(name).GetInt32();

    private static Task<CommandRun> RunAsync(TempFolder folder, params string[] arguments) =>
        CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, ["schema", "bench", .. arguments]);
}
