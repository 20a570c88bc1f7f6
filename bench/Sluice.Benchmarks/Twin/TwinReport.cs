using System.Globalization;
using System.Text;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Twin;

/// <summary>What was measured of the twin, as Markdown.</summary>
internal static class TwinReport
{
    public static string Of(Machine machine, LadderRun ladder, IEnumerable<SteppedRun> runs)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # The twin's speed

            Seconds of CPU time of one thread, so that others on the machine count little. {machine.Processor}, {machine.Cores} cores, {machine.System}, {machine.Runtime}, {machine.Date}, commit {machine.Commit},
            load {machine.Load} at the start. To repeat:

                dotnet run -c Release --project bench/Sluice.Benchmarks -- twin

            The ladders of three models in three topologies, {ladder.Levels} levels with bands, reasons and closed loops (goal: under a second):
            {ladder.First:0.00} s in a process that has predicted nothing before, {ladder.Warm:0.00} s after that.

            A closed loop of requests with 1,024 prompt and 128 answer tokens on one simulated DGX Spark; millions of generated tokens a second
            (goal: at least 5, stepped). Jumped takes equal decode steps at once and gives the same timings.

            | model | in flight | tokens | stepped | jumped | ratio |
            |---|---|---|---|---|---|

            """);
        foreach (var run in runs)
            text.Append(CultureInfo.InvariantCulture, $"| {run.Model} | {run.Concurrency} | {run.Tokens:#,0} | {run.Stepped / 1e6:0.0} | {run.Jumped / 1e6:0.0} | {run.Jumped / run.Stepped:0.0} |\n");
        return text.ToString();
    }
}
