using System.Diagnostics;
using System.Globalization;

namespace Sluice.Benchmarks.Clients;

/// <summary>A server in C that sends a token every 20 ms a stream and records when it did (<c>Native/pacing_server.c</c>).</summary>
internal sealed class PacingServer : IAsyncDisposable
{
    public const double FirstMs = 200, StepMs = 20;

    public const int Tokens = 100;

    /// <summary>What a request takes when nothing is late.</summary>
    public const double RoundMs = FirstMs + (Tokens - 1) * StepMs;

    const string Source = "bench/Sluice.Benchmarks/Native/pacing_server.c";

    readonly Process process;
    readonly string record;

    PacingServer(Process process, string record, int port) =>
        (this.process, this.record, Url) = (process, record, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/v1")));

    public Uri Url { get; }

    public static async Task BuildAsync(string folder)
    {
        using var compiler = Process.Start("cc", ["-O2", "-o", Program(folder), Source]);
        await compiler.WaitForExitAsync();
        if (compiler.ExitCode != 0) throw new InvalidOperationException($"{Source} could not be compiled");
    }

    public static async Task<PacingServer> StartAsync(string folder)
    {
        var record = Path.Combine(folder, "record.bin");
        string[] arguments = [.. new[] { FirstMs, StepMs, Tokens }.Select(each => each.ToString(CultureInfo.InvariantCulture)), record];
        var process = Process.Start(new ProcessStartInfo(Program(folder), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        return new PacingServer(process, record, int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
    }

    /// <summary>Ends the server and takes its record.</summary>
    public async Task<ServerRecord> RecordAsync(int leftOut)
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return ServerRecord.Read(record, leftOut);
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
        return ValueTask.CompletedTask;
    }

    static string Program(string folder) => Path.Combine(folder, "pacing_server");
}
