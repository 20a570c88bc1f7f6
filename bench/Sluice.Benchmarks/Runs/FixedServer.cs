using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sluice.Benchmarks.Runs;

/// <summary>A server in C that answers after a fixed time and keeps count (<c>Native/fixed_server.c</c>).</summary>
internal sealed class FixedServer : IAsyncDisposable
{
    const string Source = "bench/Sluice.Benchmarks/Native/fixed_server.c";

    readonly Process process;

    FixedServer(Process process, int port) => (this.process, Url) = (process, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/v1")));

    public Uri Url { get; }

    /// <param name="chunks">Of an answer that is streamed.</param>
    public static async Task<FixedServer> StartAsync(string folder, double latencyMs, int chunks)
    {
        var program = Path.Combine(folder, "fixed_server");
        using (var compiler = Process.Start("cc", ["-O2", "-o", program, Source])) await compiler.WaitForExitAsync();
        var body = Path.Combine(folder, "answer.json");
        await File.WriteAllTextAsync(body, BenchedJob.Answer);
        var process = Process.Start(new ProcessStartInfo(program, [latencyMs.ToString(CultureInfo.InvariantCulture), $"{chunks}", body]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        return new FixedServer(process, int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
    }

    /// <summary>Ends the server and takes its count.</summary>
    public async Task<ServerCount> CountAsync()
    {
        process.StandardInput.Close();
        var words = (await process.StandardOutput.ReadLineAsync())!.Split(' ');
        await process.WaitForExitAsync();
        return new ServerCount(
            double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture),
            [.. words.Skip(3).Select(word => long.Parse(word, CultureInfo.InvariantCulture))]);
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
        return ValueTask.CompletedTask;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
