using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Sluice.Benchmarks.Engine;

/// <summary>npm's node-llama-cpp with the same model, in a process of node and without HTTP. It is installed beside this program the first time that it is asked for.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Engine", "Node");

    readonly Process process;

    NodeProcess(Process process, string node) => (this.process, Node) = (process, node);

    /// <summary>Version of node.</summary>
    public string Node { get; }

    /// <summary>Of the package, as it is pinned.</summary>
    public static string Version { get; } = "3.21.1";

    /// <summary>CPU time of the process so far, in seconds.</summary>
    public double CpuSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Null, with the reason told, when it cannot be run.</summary>
    /// <param name="natives">The folder <c>@node-llama-cpp</c> with the libraries that our engine uses too.</param>
    public static async Task<NodeProcess?> StartAsync(string model, int threads, string natives, TextWriter error)
    {
        try
        {
            // Without the optional packages, which are builds for GPUs; the one for this machine is there already.
            if (!Directory.Exists(Path.Combine(Folder, "node_modules", "node-llama-cpp")) && !await InstallAsync(natives, error))
                return null;
            var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "answer.mjs"), Path.GetFullPath(model), threads.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            if (await process.StandardOutput.ReadLineAsync() is { } line)
                return new NodeProcess(process, JsonDocument.Parse(line).RootElement.GetProperty("node").GetString()!);
            await error.WriteLineAsync("node-llama-cpp was not measured: it ended at once");
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or IOException)
        {
            await error.WriteLineAsync($"node-llama-cpp was not measured: {failure.Message}; allowed: Node.js 20 or later with npm");
        }
        return null;
    }

    /// <summary>Answers all prompts greedily, so many at a time, each with so many tokens.</summary>
    /// <param name="context">Tokens that each sequence may hold.</param>
    public async Task<NodeRun> AskAllAsync(IReadOnlyList<int[]> prompts, int atOnce, int tokens, int context)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { prompts, sequences = atOnce, tokens, context }));
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("node-llama-cpp ended");
        var run = JsonDocument.Parse(line).RootElement;
        return new NodeRun(run.GetProperty("seconds").GetDouble(), run.GetProperty("first").GetDouble(), run.GetProperty("tokens").GetInt32());
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static async Task<bool> InstallAsync(string natives, TextWriter error)
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", Folder]))!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode == 0)
        {
            Directory.CreateSymbolicLink(Path.Combine(Folder, "node_modules", "@node-llama-cpp"), Path.GetFullPath(natives));
            return true;
        }
        await error.WriteLineAsync($"node-llama-cpp was not measured: npm ended with {npm.ExitCode}");
        return false;
    }
}

/// <summary>What node-llama-cpp took: seconds from start to end and to its first token.</summary>
internal sealed record NodeRun(double Seconds, double First, int Tokens);
