using System.Diagnostics;

namespace Sluice.Benchmarks.Streams;

/// <summary>One load on a fresh server in this process, by a client in another.</summary>
/// <param name="LatenessP99">Seconds of the wall from a token's deadline to its write, while all streams were open; the upper bound of its bucket.</param>
/// <param name="BytesPerStream">Growth of this process's resident memory when all streams were open, by stream.</param>
/// <param name="ServerCpu">CPU seconds of this process.</param>
internal sealed record LoadRun(string Client, StreamLoad Load, ClientCount Count, double LatenessP99, double BytesPerStream, double ServerCpu)
{
    public static async Task<LoadRun> RunAsync(Client client, StreamLoad load)
    {
        await using var server = await load.Server.StartAsync(load.Streams);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var before = Resident();
        var counting = client.RunAsync(server, load);
        await Task.WhenAny(counting, server.Ledger.OpenAsync(load.Streams)); // a fast one may never have all open at once
        await Task.WhenAny(counting, Task.Delay(TimeSpan.FromMilliseconds(1.5 * load.Server.StepMs))); // a token or two into all of them
        var start = await LatenessBuckets.OfAsync(server);
        var grown = Resident() - before;
        var count = await counting;
        var late = (await LatenessBuckets.OfAsync(server)).QuantileSince(start, 0.99) / load.Server.Speed; // from the model's seconds to the wall's
        return new LoadRun(client.Name, load, count, late, (double)grown / load.Streams, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
    }

    static long Resident()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive); // what is held, without the room that the collector keeps for more
        return Environment.WorkingSet;
    }
}
