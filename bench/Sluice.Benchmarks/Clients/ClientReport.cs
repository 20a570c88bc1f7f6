using System.Globalization;
using System.Text;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Clients;

/// <summary>What was measured of the client, as Markdown.</summary>
internal static class ClientReport
{
    public static string Of(Machine machine, string? python, IReadOnlyList<ClientPair> pairs)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # What the client itself adds

            {machine.Processor}, {machine.Cores} cores, {machine.System}, {machine.Runtime}, {machine.Date}, commit {machine.Commit}, load {machine.Load} at the start. To repeat:

                dotnet run -c Release --project bench/Sluice.Benchmarks -- client

            A server in C (`Native/pacing_server.c`) sends the first token of each answer after {PacingServer.FirstMs:0} ms and one every {PacingServer.StepMs:0} ms after that, {PacingServer.Tokens} in all, on the same
            cores as the client, and records when it really sent each. `./sluice bench` as anyone would call it, and an aiohttp loop of 40 lines
            ({python ?? "not installed here: apt-get install python3-aiohttp"}), hold so many streams in a closed loop, one after the other in turns. *Off* is the distance of a client's figure from the server's own over the same
            requests; the first round, in which all streams begin at once, is left out of TTFT and TPOT where not said otherwise, as `sluice bench` leaves it out of its figures. Medians of {pairs.Count(pair => pair.Streams == pairs[0].Streams)} runs, the worst in brackets.


            """);
        foreach (var streams in pairs.GroupBy(pair => pair.Streams)) Table(text, streams.Key, [.. streams]);
        text.Append("""
            *CPU a chunk*: of ours all of the process, its start, probes, log and report included; of aiohttp up to the end of its loop. *Load kept* is the time that the rounds would
            have taken without any delay, as a share of what they took: the server's own delays on the shared cores are in it. *First question* is from the start of the
            process to the server's reading of it. *Bytes a chunk* are what the process allocated while it measured. The *canary* is the lag that `sluice bench` reports of itself.

            """);
        return text.ToString();
    }

    static void Table(StringBuilder text, int streams, ClientPair[] pairs)
    {
        ClientRun[] ours = [.. pairs.Select(pair => pair.Ours)], theirs = [.. pairs.Select(pair => pair.Theirs).OfType<ClientRun>()];
        var goal = ClientGoals.At(streams);
        text.Append(CultureInfo.InvariantCulture, $"""
            ## {streams:#,0} streams, {streams * 1000 / PacingServer.StepMs:#,0} chunks a second

            | figure | goal | sluice bench | aiohttp |
            |---|---|---|---|

            """);
        Row("TTFT off, mean", $"≤ {goal.TtftOff:0 %}", run => run.Off.TtftMean, "0.00 %");
        Row("the same with the first round", $"≤ {goal.TtftOff:0 %}", run => run.Off.TtftWhole, "0.00 %");
        Row("TTFT off, median", $"≤ {goal.TtftOff:0 %}", run => run.Off.TtftP50, "0.00 %");
        Row("TPOT off, median", "≤ 0.5 %", run => run.Off.TpotP50, "0.00 %");
        Row("chunk gap off, median", "≤ 1 %", run => run.Off.GapP50, "0.00 %");
        Row("chunk gap, p99 (ms)", "", run => run.Seen.GapP99, "0.0");
        Row("the same as sent (ms)", "", run => run.Truth.GapP99, "0.0");
        Row("canary's lag, p99 (ms)", "", run => run.CanaryP99Ms, "0.0");
        Row("load kept", "≥ 99 %", run => run.Kept, "0.0 %", most: false);
        Row("CPU a chunk (µs)", "", run => run.CpuPerChunk, "0.0");
        if (theirs.Length > 0)
        {
            double[] ratios = [.. pairs.Select(pair => pair.Ours.CpuPerChunk / pair.Theirs!.CpuPerChunk)];
            text.Append(CultureInfo.InvariantCulture, $"| CPU a chunk, times aiohttp's | ≤ {goal.CpuRatio:0.0} | {Medians.Of(ratios):0.00} ({ratios.Max():0.00}) | 1 |\n");
        }

        Row("bytes allocated a chunk", "≤ 100", run => run.BytesPerChunk, "0");
        Row("memory, peak (MB)", "≤ 120", run => run.PeakMegabytes, "0");
        Row("first question after (s)", "≤ 0.5", run => run.FirstRequest, "0.00");
        text.Append('\n');

        void Row(string name, string wanted, Func<ClientRun, double?> figure, string format, bool most = true) =>
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {wanted} | {Cell(ours, figure, format, most)} | {Cell(theirs, figure, format, most)} |\n");
    }

    static string Cell(ClientRun[] runs, Func<ClientRun, double?> figure, string format, bool most)
    {
        double[] values = [.. runs.Select(figure).OfType<double>()];
        if (values.Length == 0) return "";
        var worst = most ? values.Max() : values.Min();
        return $"{Medians.Of(values).ToString(format, CultureInfo.InvariantCulture)} ({worst.ToString(format, CultureInfo.InvariantCulture)})";
    }
}
