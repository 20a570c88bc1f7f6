using Sluice.Cli.Backends;
using Sluice.Cli.Running;
using Sluice.Pipeline.Running;
using Sluice.Testing;
using Sluice.Tests.Cli.Viewing;

namespace Sluice.Tests.Cli.Running;

public sealed class RunSummaryTests
{
    private static readonly RunProgress Clean = Sample.Stream with { Total = 3, PromptTokens = 1_234, CompletionTokens = 150, Calls = 3, InFlight = 0 };

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void A_summary_tells_what_became_of_the_records_and_what_to_type_next(string culture)
    {
        using var _ = new CultureScope(culture);
        using var output = new StringWriter { NewLine = "\n" };
        foreach ((RunEnding ending, RunProgress progress, int? limit) in new (RunEnding, RunProgress, int?)[]
            { (RunEnding.Finished, Clean, null), (RunEnding.Finished, Clean, 3), (RunEnding.Finished, Sample.Middle, null), (RunEnding.Drained, Sample.Middle, null), (RunEnding.Aborted, Sample.Beginning, null) })
        {
            Write(Report(ending, progress), limit, output);
            output.WriteLine(new string('-', 80));
        }

        Expected.Matches("run-summary", output.ToString());
    }

    [Theory]
    [InlineData(RunEnding.Finished, 3, 0, 0)]
    [InlineData(RunEnding.Finished, 3, 1, 1)]
    [InlineData(RunEnding.Drained, 3, 0, 1)]
    [InlineData(RunEnding.Stopped, 3, 0, 1)]
    [InlineData(RunEnding.Stopped, 0, 0, 2)]
    public void The_exit_code_says_whether_somebody_has_to_look(RunEnding ending, int answered, int failed, int exitCode)
    {
        RunProgress progress = Clean with { Answered = answered, FailedByReason = new Dictionary<string, long> { ["timeout"] = failed } };

        Assert.Equal(exitCode, RunSession.ExitCodeOf(Report(ending, progress)));
    }

    private static void Write(RunReport report, int? limit, TextWriter output)
    {
        string[] arguments = ["run", "my jobs.yaml", "--limit", "3", "--backend", "a"];
        var request = new RunRequest { Pipeline = "my jobs.yaml", Server = new ServerRequest(), Limit = limit };
        var terminal = new TerminalSetup { WorkingFolder = "/home/ada" }.Open(output, TextWriter.Null) with { Arguments = arguments };

        RunSummary.Write(report, new Dictionary<string, FailedRecord> { ["schema-mismatch"] = Sample.Failure }, [], request, terminal);
    }

    private static RunReport Report(RunEnding ending, RunProgress progress) => new()
    {
        Ending = ending,
        Progress = progress,
        OutputPath = "/home/ada/out/answers.jsonl",
        FailuresPath = progress.Failed > 0 ? "/home/ada/out/answers.failed.jsonl" : null,
        StorePath = "/var/lib/runs.db",
    };
}
