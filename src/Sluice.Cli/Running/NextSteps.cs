using Sluice.Cli.Terminals;
using Sluice.Pipeline.Running;

namespace Sluice.Cli.Running;

/// <summary>What to type after a run: each line works as it stands.</summary>
internal static class NextSteps
{
    public static IEnumerable<(string Command, string Meaning)> After(RunReport report, RunRequest request, Terminal terminal)
    {
        if (report.Ending != RunEnding.Finished && report.Progress.Total != 0) yield return (terminal.Typed, "go on where it ended");
        if (report.FailuresPath is { } failures) yield return ($"head -n 3 {Quoting.Word(terminal.Shown(failures))}", "look at what failed");
        if (report.Ending == RunEnding.Finished && report.Progress.Failed > 0) yield return (terminal.Typed, "ask the failed records again");
        if (report.Progress.Answered + report.Progress.Resumed > 0) yield return ($"head -n 3 {Quoting.Word(terminal.Shown(report.OutputPath))}", "look at the answers");
        if (request.Sample is not null && report.Ending == RunEnding.Finished) yield return (terminal.TypedWithout("--sample", "--seed"), "all records; the ones done are not asked again");
        if (request.Limit is not null && report.Ending == RunEnding.Finished) yield return (terminal.TypedWithout("--limit"), "all records; the ones done are not asked again");
    }
}
