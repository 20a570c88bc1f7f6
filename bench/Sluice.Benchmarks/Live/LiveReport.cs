using System.Globalization;
using System.Text;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Live;

/// <summary>What was measured of the live twin, as Markdown.</summary>
internal static class LiveReport
{
    public static string Of(Machine machine, IReadOnlyList<TruthRun> truth, Recovery recovery, IReadOnlyList<NativeClientRun?> native, IReadOnlyList<OwnClientRun> own)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # The live twin

            {machine.Processor}, {machine.Cores} cores, {machine.System}, {machine.Runtime}, {machine.Date}, commit {machine.Commit}, load {machine.Load} at the start: others
            used the machine, and wall-clock figures suffer from it. To repeat:

                dotnet run -c Release --project bench/Sluice.Benchmarks -- live --streams {own[0].Streams}

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

        text.Append(CultureInfo.InvariantCulture, $"""

            ## Calibrated from its own traffic

            A calibration made from the {recovery.Cells} burst cells above and priors alone, against the twin's own parameters on levels that were not measured
            (goal: within 2 %): {100 * recovery.Errors.Average(cell => Math.Abs(cell.Error)):0.0} % off on average, {100 * recovery.Errors.Max(cell => Math.Abs(cell.Error)):0.0} % at worst.

            ## Many streams

            Client and server share the machine. At a step of 200 ms every stream gets five tokens a second and frames/s is what was offered; at 1 ms the
            server is always behind, and frames/s is what both together can do (goal with 10,000 streams: 50,000 counted, 25,000 with our client). Wrong are
            streams with a token lost, doubled or out of order: our client compares each text, the counter in C counts events. Lateness is from a
            token's deadline to its write (goal: P99 under 50 ms; without meaning at 1 ms). Memory is what this process grew by while all streams were
            open (goal: under 16 KB).

            | client | streams | step | frames/s | wrong streams | P99 lateness | memory a stream |
            |---|---|---|---|---|---|---|

            """);
        foreach (var run in native.OfType<NativeClientRun>())
            text.Append(CultureInfo.InvariantCulture, $"| counter in C | {run.Streams:#,0} | {run.StepMs} ms | {run.FramesPerSecond:#,0} | {run.Wrong} | {Late(run.StepMs, run.LatenessP99)} | {run.BytesPerStream / 1024:0.0} KiB |\n");
        foreach (var run in own)
            text.Append(CultureInfo.InvariantCulture, $"| ours | {run.Streams:#,0} | {run.StepMs} ms | {run.FramesPerSecond:#,0} | {run.Wrong} | {Late(run.StepMs, run.LatenessP99)} | |\n");
        return text.ToString();
    }

    static string Late(double stepMs, double? seconds) => stepMs < 10 || seconds is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{1000 * seconds:0.0} ms");
}
