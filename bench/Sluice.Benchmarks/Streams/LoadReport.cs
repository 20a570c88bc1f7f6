using System.Globalization;
using System.Text;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Streams;

/// <summary>What was measured under many streams, as Markdown.</summary>
internal static class LoadReport
{
    public static string Of(Machine machine, IReadOnlyList<LoadRun> runs)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Many streams of the live twin

            {machine.Processor}, {machine.Cores} cores, {machine.System}, {machine.Runtime}, {machine.Date}, commit {machine.Commit}, load {machine.Load} at the start. To repeat:

                dotnet run -c Release --project bench/Sluice.Benchmarks -- load --streams {runs[0].Load.Streams}

            The client is another process on the same cores. Goals with 10,000 streams: 50,000
            frames/s for the counter in C, 25,000 for our client, P99 lateness under 50 ms, no stream wrong, under 16 KiB a stream.

            | server | client | open streams | slow | frames/s | wrong streams | P99 lateness | memory a stream | server CPU a frame |
            |---|---|---|---|---|---|---|---|---|

            """);
        foreach (var run in runs)
        {
            var load = run.Load;
            var late = run.LatenessP99 is { } p99 ? $"≤ {1000 * p99:0} ms" : "";
            var memory = run.BytesPerStream is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024:0.0} KiB") : "";
            var cpu = 1e6 * run.ServerCpu / run.Count.Frames;
            text.Append(CultureInfo.InvariantCulture, $"| {load.Server.Name} | {run.Client} | {load.Streams:#,0} | {load.Slow:#,0} | {run.Count.PerSecond:#,0} | {run.Count.Wrong} | {late} | {memory} | {cpu:0.0} µs |\n");
        }

        text.Append("""

            *Slow* streams are not read until all others have ended, and must be whole even so. *Frames/s* is from the first frame to the last, the opening of the
            streams included; events of slow streams are not counted. *Wrong* are streams with a token lost, doubled or out of order: our client compares each
            text, the counter counts events. *Lateness* is from a token's deadline to its write, from when all streams were open; the bound of its
            bucket in `/metrics`. *Memory* is what the server's process grew by from before the first stream to all open, after a collection, while they wait for
            their next token. *All in step* means that every stream is due
            at the same moment, which no server of models asks for: the last of 10,000 writes then waits for all others. *Flat out* is due long ago: what
            waits together is written together.

            The steps of these boxes end at their own times, each with some hundreds of streams due at once; how many boxes and how fast sets the frames a second that
            are asked for. Every stream's memory must be held against the collector's pauses: the first collection after 10,000 streams have opened finds all of
            them alive. Collecting the old generation beside the running program (`System.GC.Concurrent`) takes it from 110 to 160 ms to under 65 ms.

            """);
        return text.ToString();
    }
}
