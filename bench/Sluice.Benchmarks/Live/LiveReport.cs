using System.Globalization;
using System.Text;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Live;

/// <summary>What was measured of the live twin, as Markdown.</summary>
internal static class LiveReport
{
    public static string Of(Machine machine, IReadOnlyList<TruthRun> truth, IReadOnlyList<BenchedLevel> benched, Recovery recovery)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # The live twin

            {machine.Processor}, {machine.Cores} cores, {machine.System}, {machine.Runtime}, {machine.Date}, commit {machine.Commit}, load {machine.Load} at the start: others
            used the machine, and wall-clock figures suffer from it. To repeat:

                dotnet run -c Release --project bench/Sluice.Benchmarks -- live

            ## Against virtual time

            {BenchedTwin.Truth} on one simulated DGX Spark, 1,024 prompt and 64 answer tokens, at the speed of the machine, by our client over HTTP; client and
            server in one process (goal: within 3 %).

            | load | in flight | measure | live | virtual | off |
            |---|---|---|---|---|---|

            """);
        foreach (var run in truth)
        {
            foreach (var (measure, live, there) in run.Measures)
                text.Append(CultureInfo.InvariantCulture, $"| {run.Load} | {run.Concurrency} | {measure} | {live:#,0.0} | {there:#,0.0} | {100 * (live / there - 1):+0.0;−0.0;0.0} % |\n");
        }

        text.Append("""

            ## As sluice bench measures it

            The client, the load and the figures of `sluice bench` at the same server, closed loop, milliseconds (goal: medians within 1 % or 1 ms).

            | in flight | requests | median | live | virtual | off |
            |---|---|---|---|---|---|

            """);
        foreach (var level in benched)
        {
            foreach (var (measure, live, there) in level.Medians)
                text.Append(CultureInfo.InvariantCulture, $"| {level.Concurrency} | {level.Requests} | {measure} | {live:#,0.00} | {there:#,0.00} | {live - there:+0.00;−0.00;0.00} ms, {100 * (live / there - 1):+0.00;−0.00;0.00} % |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"""

            ## Calibrated from its own traffic

            A calibration made from the {recovery.Cells} burst cells above and priors alone, against the twin's own parameters on levels that were not measured
            (goal: within 2 %): {100 * recovery.Errors.Average(cell => Math.Abs(cell.Error)):0.0} % off on average, {100 * recovery.Errors.Max(cell => Math.Abs(cell.Error)):0.0} % at worst.

            """);
        return text.ToString();
    }
}
