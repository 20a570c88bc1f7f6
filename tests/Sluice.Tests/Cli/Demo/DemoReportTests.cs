using System.Text.Json;
using Sluice.Cli.Demo;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Sources;
using Sluice.Schema.Grounding;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Demo;

public sealed class DemoReportTests
{
    private const string Source = "Senior Platform Engineer <ORGANIZATION>\nHeavy experience in at least one of: Docker Kubernetes Rancher\nDeep hands-on Java";

    private static readonly IReadOnlyDictionary<string, long> None = new Dictionary<string, long>();

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void The_last_words_of_a_demo_read_the_same_under_every_culture(string culture)
    {
        using var _ = new CultureScope(culture);
        using var output = new StringWriter { NewLine = "\n" };
        var result = new DemoResult
        {
            WarmUp = Phase(1, new() { Answered = 1, FailedByReason = None, Calls = 1, PromptTokens = 1_100, CompletionTokens = 41, Elapsed = TimeSpan.FromSeconds(5) }),
            Ladder =
            [
                Phase(1, new()
            {
                Resumed = 1,
                Answered = 4,
                FailedByReason = None,
                Calls = 4,
                PromptTokens = 4_400,
                CachedTokens = 3_000,
                CompletionTokens = 170,
                RecordsPerHour = 1_012.34,
                Elapsed = TimeSpan.FromSeconds(14),
            }),
            Phase(16, new()
            {
                Resumed = 5,
                Answered = 16,
                FailedByReason = None,
                Calls = 16,
                PromptTokens = 17_200,
                CachedTokens = 11_000,
                CompletionTokens = 700,
                RecordsPerHour = 2_530.1,
                Elapsed = TimeSpan.FromSeconds(22.1),
            }),
            ],
            Rest = Phase(16, new()
            {
                Total = 24,
                Resumed = 5,
                Answered = 18,
                FailedByReason = new Dictionary<string, long> { ["truncated"] = 1 },
                Calls = 20,
                PromptTokens = 21_500,
                CachedTokens = 14_000,
                CompletionTokens = 934,
                RecordsPerHour = 2_480.5,
                Elapsed = TimeSpan.FromSeconds(27.6),
            }),
            Shown = [Answered("posting-1", 1), Answered("posting-2", 2)],
            Elapsed = TimeSpan.FromSeconds(48.7),
        };

        DemoReport.Write(result, "samples/job-postings/pipeline.yaml", new TerminalSetup { WorkingFolder = "/home/ada/sluice" }.Open(output, TextWriter.Null));

        Expected.Matches("demo-report", string.Join('\n', output.ToString().Split('\n').Select(line => line.TrimEnd())));
    }

    [Fact]
    public void The_first_answers_of_the_input_are_kept_whatever_order_they_come_in()
    {
        var first = new FirstAnswers(2);

        foreach (long ordinal in (long[])[5, 3, 9, 1, 2]) first.Add(Answered($"posting-{ordinal}", ordinal));

        Assert.Equal(["posting-1", "posting-2"], first.Snapshot().Select(record => record.Record.Key));
    }

    private static DemoPhase Phase(int concurrency, RunProgress end) => new(concurrency, new RunReport
    {
        Ending = RunEnding.Finished,
        Progress = end,
        OutputPath = "/home/ada/sluice/.sluice/demo/answers.jsonl",
        StorePath = "/home/ada/sluice/.sluice/demo/runs.db",
    });

    private static AnsweredRecord Answered(string key, long ordinal) => new(
        new SourceRecord { Ordinal = ordinal, Place = new SourcePlace("postings.jsonl", ordinal), Key = key },
        Source,
        JsonDocument.Parse("""{"title": "Senior Platform Engineer", "seniority": "senior", "skills": ["Docker Kubernetes", "Java"]}""").RootElement,
        [Span("/title", "Senior Platform Engineer"), Span("/skills/0", "Docker Kubernetes"), Span("/skills/1", "Java")],
        Attempts: 1);

    private static GroundedSpan Span(string path, string words) => new(path, Source.IndexOf(words, StringComparison.Ordinal), words.Length);
}
