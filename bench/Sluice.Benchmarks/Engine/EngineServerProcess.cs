using System.Diagnostics;
using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Serving;

namespace Sluice.Benchmarks.Engine;

/// <summary>Our engine as a server in a process of its own, so that what it costs is not mixed up with what asking costs.</summary>
internal sealed class EngineServerProcess : IAsyncDisposable
{
    public const string Verb = "engine-server";

    readonly Process process;

    EngineServerProcess(Process process, Uri baseUrl)
    {
        this.process = process;
        BaseUrl = baseUrl;
    }

    public Uri BaseUrl { get; }

    /// <summary>CPU time of the process so far, in seconds.</summary>
    public double CpuSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <param name="threads">0 leaves the number to the engine.</param>
    public static async Task<EngineServerProcess> StartAsync(string model, int parallel, int context, int threads)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Verb, model, Number(parallel), Number(context), Number(threads)]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the engine's server did not start");
        return new EngineServerProcess(process, new Uri(line));
    }

    /// <summary>What the process runs: it serves until its input ends.</summary>
    public static async Task<int> ServeAsync(string[] arguments)
    {
        var options = new EngineOptions { ModelPath = arguments[0], Parallel = Number(arguments[1]), ContextTokens = Number(arguments[2]), Threads = Number(arguments[3]) is > 0 and var threads ? threads : null };
        await using var server = await EngineServer.StartAsync(options, new EngineServerOptions(), CancellationToken.None);
        await Console.Out.WriteLineAsync(server.BaseUrl.ToString());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);
}
