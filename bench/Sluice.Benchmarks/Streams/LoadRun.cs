using System.Diagnostics;

namespace Sluice.Benchmarks.Streams;

/// <summary>One load on a fresh server in this process, by a client in another.</summary>
/// <param name="LatenessP99">Seconds of the wall from a token's deadline to its write, while all streams were open; the upper bound of its bucket; null where it means nothing.</param>
/// <param name="BytesPerStream">Growth of this process's resident memory when all streams were open, by stream; null where streams are busy.</param>
/// <param name="ServerCpu">CPU seconds of this process.</param>
internal sealed record LoadRun(string Client, StreamLoad Load, ClientCount Count, double? LatenessP99, double? BytesPerStream, double ServerCpu)
{
    public static async Task<LoadRun> RunAsync(Client client, StreamLoad load)
    {
        await using var server = await load.Server.StartAsync(load.Streams);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var before = load.Server.Idle ? Resident() : 0;
        var counting = client.RunAsync(server, load);
        await Task.WhenAny(counting, server.Ledger.OpenAsync(load.Streams)); // a fast one may never have all open at once
        await Task.WhenAny(counting, Task.Delay(TimeSpan.FromMilliseconds(1.5 * load.Server.StepMs))); // a token or two into all of them
        var start = await LatenessBuckets.OfAsync(server);
        var grown = load.Server.Idle ? (double?)(Resident() - before) / load.Streams : null; // only then: a collection in a timed run would be timed too
        var count = await counting;
        double? late = load.Server.Timed ? (await LatenessBuckets.OfAsync(server)).QuantileSince(start, 0.99) / load.Server.Speed : null; // from the model's seconds to the wall's
        return new LoadRun(client.Name, load, count, late, grown, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
    }

    static long Resident()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive); // what is held, without the room that the collector keeps for more
        return Environment.WorkingSet;
    }
}
