using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sluice.Bench.Events.Files;
using Sluice.Benchmarks.Processes;
using Sluice.Statistics.Samples;

namespace Sluice.Benchmarks.Clients;

/// <summary>One client's run against a fresh pacing server, held against the server's record.</summary>
/// <param name="Truth">The server's own times.</param>
/// <param name="Kept">Share of the load that a client without any delay would have held.</param>
/// <param name="CpuPerChunk">Microseconds; of ours with the start of the process, the probes, the log and the report.</param>
/// <param name="PeakMegabytes">Highest resident memory of the process.</param>
internal sealed record ClientRun(Timing Seen, Timing Truth, double Kept, double CpuPerChunk, double PeakMegabytes)
{
    /// <summary>Seconds from the start of the process to its first question at the server.</summary>
    public double FirstRequest { get; init; }

    /// <summary>Of ours: what its canary said of its own lag, and bytes allocated a chunk while measuring.</summary>
    public double? CanaryP99Ms { get; init; }

    public double? BytesPerChunk { get; init; }

    public Timing Off => Seen.OffFrom(Truth);

    /// <param name="runs">Rounds beside the first and the last.</param>
    public static async Task<ClientRun> OursAsync(string folder, int streams, int runs)
    {
        var log = Path.Combine(folder, "events.jsonl");
        File.Delete(log);
        await using var server = await PacingServer.StartAsync(folder);
        string[] arguments = ["bench", "--url", server.Url.ToString(), "--model", "paced", "--pp", "100", "--tg", Text(PacingServer.Tokens), "--concurrency", Text(streams), "--runs", Text(runs), "--warm-up", "0", "--log", log, "--json", "--quiet"];
        var (cost, peak, start, _) = await ExecuteAsync("./sluice", arguments);
        var record = await server.RecordAsync(streams);
        var level = EventLogReader.Read(log, new StreamReader(log)).Levels[0];
        if (level.Requests.FirstOrDefault(request => !request.Answered) is { } failed) throw new InvalidOperationException($"a request failed: {failed.Detail}");
        var counted = level.Measured.Skip(streams).ToList(); // by the time they were sent
        double[] ttft = [.. counted.Select(request => (request.FirstToken!.Value - request.Sent).TotalMilliseconds).Order()];
        double[] tpot = [.. counted.Select(request => (request.LastToken!.Value - request.FirstToken!.Value).TotalMilliseconds / (PacingServer.Tokens - 1)).Order()];
        double[] gaps = [.. level.Measured.SelectMany(request => request.InterTokenLatencies()).Select(gap => gap.TotalMilliseconds).Order()];
        var chunks = level.Requests.Sum(request => request.Chunks.Count + 1); // and one with the usage
        return new ClientRun(new Timing(Moments.Mean(ttft), Quantile.Of(ttft, 0.5), Quantile.Of(tpot, 0.5), Quantile.Of(gaps, 0.5), Quantile.Of(gaps, 0.99), level.Measured.Average(request => (request.FirstToken!.Value - request.Sent).TotalMilliseconds)), record.Timing, record.Kept(streams, PacingServer.RoundMs), 1e6 * cost / chunks, peak)
        {
            FirstRequest = TimeProvider.System.GetElapsedTime(start, record.FirstRequest).TotalSeconds,
            CanaryP99Ms = level.End!.Client!.LagP99Ms,
            BytesPerChunk = level.End.Client.AllocatedBytes / (double)chunks,
        };
    }

    public static async Task<ClientRun> AiohttpAsync(string python, string folder, int streams, int runs)
    {
        await using var server = await PacingServer.StartAsync(folder);
        var (_, peak, start, output) = await ExecuteAsync(python, ["bench/Sluice.Benchmarks/Clients/aiohttp_client.py", server.Url.ToString().TrimEnd('/'), Text(streams), Text((runs + 2) * streams), Text(PacingServer.Tokens)]);
        var record = await server.RecordAsync(streams);
        using var told = JsonDocument.Parse(output);
        if (Told("wrong") > 0) throw new InvalidOperationException($"{Told("wrong")} streams were not whole");
        return new ClientRun(new Timing(Told("ttft_mean"), Told("ttft_p50"), Told("tpot_p50"), Told("gap_p50"), Told("gap_p99"), Told("ttft_whole")), record.Timing, record.Kept(streams, PacingServer.RoundMs), 1e6 * Told("cpu") / Told("chunks"), peak)
        {
            FirstRequest = TimeProvider.System.GetElapsedTime(start, record.FirstRequest).TotalSeconds,
        };

        double Told(string name) => told.RootElement.GetProperty(name).GetDouble();
    }

    static async Task<(double Cpu, double Peak, long Start, string Output)> ExecuteAsync(string program, string[] arguments)
    {
        var (before, start) = (ProcessCost.ChildrenCpu(), TimeProvider.System.GetTimestamp());
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var peak = ProcessCost.PeakAsync(process);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode is 0 or 1 ? (ProcessCost.ChildrenCpu() - before, await peak, start, output) : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
