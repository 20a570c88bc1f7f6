using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Sluice.Benchmarks.Live;

/// <summary>The same with a client of a few dozen lines of C in its own process, which only counts: what is left is the server's cost.</summary>
/// <param name="Wrong">Streams with another number of events than one for the role, one a token and one for the end.</param>
/// <param name="BytesPerStream">Growth of this process's resident memory while all streams were open, by stream.</param>
internal sealed record NativeClientRun(int Streams, int Tokens, double StepMs, int Wrong, double FramesPerSecond, double? LatenessP99, double BytesPerStream)
{
    const string Source = "bench/Sluice.Benchmarks/Native/stream_counter.c";

    /// <summary>Null where there is no C compiler.</summary>
    public static async Task<NativeClientRun?> RunAsync(int streams, int tokens, double stepMs)
    {
        var folder = Directory.CreateTempSubdirectory("stream-counter");
        try
        {
            var program = Path.Combine(folder.FullName, "stream_counter");
            if (await OutputAsync("cc", "-O2", "-o", program, Source) is null) return null;
            await using var server = await BenchedTwin.StartForLoadAsync(streams, stepMs);
            var body = Path.Combine(folder.FullName, "body.json");
            await File.WriteAllTextAsync(body, JsonSerializer.Serialize(new { model = BenchedTwin.Load, stream = true, messages = new[] { new { role = "user", content = CountingText.Of(tokens) } } }));
            var before = Resident();
            var counting = OutputAsync(program, $"{server.BaseUrl.Port}", $"{streams}", $"{tokens + 2}", body);
            await server.Ledger.ArrivedAsync(streams);
            await Task.WhenAny(counting, Task.Delay(TimeSpan.FromMilliseconds(10 * stepMs))); // some tokens into all of them
            var grown = Resident() - before;
            var words = (await counting ?? throw new InvalidOperationException("the counter failed")).Split(' ');
            var figures = words.Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            return new NativeClientRun(streams, tokens, stepMs, (int)figures[1], figures[2] / figures[3], await BenchedTwin.MetricAsync(server, "sluice:write_lateness_p99_seconds{"), (double)grown / streams);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static long Resident()
    {
        GC.Collect();
        return Environment.WorkingSet;
    }

    /// <summary>Null when it cannot be started or fails.</summary>
    static async Task<string?> OutputAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no such program
        }
    }
}
