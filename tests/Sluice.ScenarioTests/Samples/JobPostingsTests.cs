using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.ScenarioTests.Pipeline;
using Sluice.Testing;

namespace Sluice.ScenarioTests.Samples;

/// <summary>The samples, the one that the demo runs among them, on the bundled model, greedy, as a newcomer's command line runs it.</summary>
public sealed partial class JobPostingsTests
{
    const int FirstDozen = 12;

    [Fact]
    public async Task The_whole_answer_quotes_the_posting_wherever_it_says_so()
    {
        using var folder = new TempFolder();
        var sample = CopySample("job-postings", folder);
        using var run = SluiceProcess.Start(folder.Path, "run", "pipeline.yaml", "--limit", "3");

        var (code, text) = await run.FinishAsync();

        Assert.True(code == 0, text);
        var answers = ReadLines(folder.At("out/answers.jsonl")).ToDictionary(line => line.GetProperty("id").GetString()!, line => line.GetProperty("answer"));
        Assert.Equal(3, answers.Count);
        foreach (var posting in ReadLines(Path.Combine(sample, "postings.jsonl")).Take(3))
        {
            var (source, answer) = (Folded(posting.GetProperty("text").GetString()!), answers[posting.GetProperty("id").GetString()!]);
            var quotes = answer.GetProperty("explicit_skills").EnumerateArray().Concat(answer.GetProperty("requirements").EnumerateArray())
                .Concat(answer.GetProperty("culture_signals").EnumerateArray().Select(signal => signal.GetProperty("quote")));
            Assert.All(quotes, quote => Assert.Contains(Folded(quote.GetString()!), source, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Tickets_go_through_both_steps_and_the_second_shows_the_first()
    {
        using var folder = new TempFolder();
        CopySample("support-tickets", folder);
        using var run = SluiceProcess.Start(folder.Path, "run", "pipeline.yaml", "--limit", "4");

        var (code, text) = await run.FinishAsync();

        Assert.True(code == 0, text);
        var steps = ReadLines(folder.At("out/tickets.jsonl")).Select(line => line.GetProperty("steps")).ToList();
        Assert.Equal(4, steps.Count);
        Assert.All(steps, line => Assert.NotEmpty(line.GetProperty("hand-over").GetProperty("answer").GetProperty("sentence").GetString()!));
    }

    [Fact]
    public async Task The_first_dozen_has_nine_right_titles_and_no_invented_skill()
    {
        using var folder = new TempFolder();
        var sample = CopySample("job-postings", folder);
        using var run = SluiceProcess.Start(folder.Path, "run", "demo.yaml", "--limit", "12");

        var (code, text) = await run.FinishAsync();

        Assert.True(code == 0, text);
        var answers = ReadLines(folder.At("out/demo.jsonl")).ToDictionary(line => line.GetProperty("id").GetString()!, line => line.GetProperty("answer"));
        Assert.Equal(FirstDozen, answers.Count);
        var titles = ReadLines(Path.Combine(sample, "titles.jsonl")).ToDictionary(
            line => line.GetProperty("id").GetString()!,
            line => line.GetProperty("titles").EnumerateArray().Select(title => title.GetString()).ToList());
        var wrong = titles.Where(right => !right.Value.Contains(answers[right.Key].GetProperty("title").GetString()))
            .Select(right => $"{right.Key}: {answers[right.Key].GetProperty("title").GetString()}").ToList();
        Assert.True(wrong.Count <= FirstDozen - 9, string.Join('\n', wrong));
        foreach (var posting in ReadLines(Path.Combine(sample, "postings.jsonl")).Take(FirstDozen))
        {
            var source = Folded(posting.GetProperty("text").GetString()!);
            foreach (var skill in answers[posting.GetProperty("id").GetString()!].GetProperty("skills").EnumerateArray())
                Assert.Contains(Folded(skill.GetString()!), source, StringComparison.Ordinal);
        }
    }

    /// <summary>Without case and with single spaces: what "word for word" means.</summary>
    static string Folded(string text) => WhiteSpace().Replace(text, " ").ToLowerInvariant();

    static List<JsonElement> ReadLines(string path) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <returns>The sample's own folder.</returns>
    static string CopySample(string name, TempFolder folder)
    {
        var sample = SampleFolder(name);
        foreach (var file in Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories))
            File.Copy(file, folder.At(Path.GetRelativePath(sample, file)), overwrite: true);
        return sample;
    }

    static string SampleFolder(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sluice.slnx"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "samples", name);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
