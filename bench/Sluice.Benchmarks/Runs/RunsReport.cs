using System.Globalization;
using System.Text;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Runs;

/// <summary>What was measured of bulk runs, as Markdown.</summary>
internal static class RunsReport
{
    const int Slots = 256; // calls in flight, as the job says
    const double Most = Slots / 0.2; // records a second that so many calls of 200 ms can bring

    public static string Of(
        Machine machine, IReadOnlyList<(string Server, CommandRun Run)> fast, IReadOnlyList<(string Answers, CommandRun Run, ServerCount Count)> slow,
        IReadOnlyList<StoreCommits> commits, IReadOnlyList<MillionRecords> many)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Bulk runs

            {machine.Processor}, {machine.Cores} cores, {machine.System}, {machine.Runtime}, {machine.Date}, commit {machine.Commit}, load {machine.Load} at the start. `sluice run`
            is a process of its own; server, run and disk share the machine. 256 calls in flight, SQLite with `synchronous=FULL`, every answer
            validated and written to the output. To repeat:

                dotnet run -c Release --project bench/Sluice.Benchmarks -- runs

            ## A server that answers at once

            A fixed completion of 400 bytes; records of 300 bytes. Records/s from the first call to the last answer (goal: 2,000), CPU of the run's
            process by 1,000 records, start of the runtime included (goal: 0.8 s), and its highest resident memory (goal: 150 MB).

            | server | records | records/s | CPU s per 1,000 | peak MB |
            |---|---|---|---|---|

            """);
        foreach (var (server, run) in fast)
            text.Append(CultureInfo.InvariantCulture, $"| {server} | {run.Answered:#,0} | {run.RecordsPerSecond:#,0} | {1000 * run.CpuSeconds / run.Answered:0.00} | {run.PeakMegabytes:0} |\n");

        text.Append(CultureInfo.InvariantCulture, $"""

            ## A server that takes 200 ms

            The steady part leaves out 1.5 s at each end and is counted by the server in whole rounds of all calls (goal: 97 % of 256 / 0.2 s = 1,280 a
            second); the whole is from typing the command to its end, 10,000 records (goal: 85 %).

            | answers | steady records/s | of 1,280 | whole, s | of 1,280 |
            |---|---|---|---|---|

            """);
        foreach (var (answers, run, count) in slow)
            text.Append(CultureInfo.InvariantCulture, $"| {answers} | {count.Steady(Slots):#,0} | {100 * count.Steady(Slots) / Most:0.0} % | {run.Wall:0.00} | {100 * run.Answered / run.Wall / Most:0.0} % |\n");

        text.Append("""

            ## Durable commits

            Answers with their records and attempts, each group in a transaction of its own that is on the disk before the next begins
            (goal: 5,000 a second in groups).

            | answers in a group | answers/s | one durable write of the disk alone, ms |
            |---|---|---|

            """);
        foreach (var run in commits) text.Append(CultureInfo.InvariantCulture, $"| {run.Group} | {run.PerSecond:#,0} | {run.Fsync:0.00} |\n");
        if (many.Count == 0) return text.ToString();

        text.Append("""

            ## Many records

            A resumed run reads its records, hashes them and looks each up in the store (goals: 50,000 a second, the first request after 10 s,
            500 MB). The first request is counted from typing the command.

            | records | answered before | records passed/s | first request, s | peak MB |
            |---|---|---|---|---|

            """);
        foreach (var run in many)
            text.Append(CultureInfo.InvariantCulture, $"| {run.Records:#,0} | {run.Answered:#,0} | {run.PassedPerSecond:#,0} | {run.FirstRequest?.ToString("0.0", CultureInfo.InvariantCulture) ?? "–"} | {run.PeakMegabytes:0} |\n");
        return text.ToString();
    }
}
