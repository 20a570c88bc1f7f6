using System.Diagnostics;
using System.Text.Json;

namespace Sluice.Benchmarks.Runs.Short;

/// <summary>One run of the short job on the embedded engine, as a process of its own.</summary>
/// <param name="Setting">What was asked for.</param>
/// <param name="Level">Calls in flight at its end, as its last event says; null where the number was given.</param>
/// <param name="Seconds">From the first call to the last answer.</param>
/// <param name="Because">Why the level last moved.</param>
internal sealed record ShortRun(string Setting, int? Level, double Seconds, long Answered, string? Because)
{
    /// <param name="folder">Where the job is; learned curves lie there too.</param>
    /// <param name="concurrency">A number or <c>auto</c>.</param>
    /// <param name="store">Name of a store that is not there yet.</param>
    public static async Task<ShortRun> RunAsync(string folder, string setting, string concurrency, string store, bool curve)
    {
        var start = new ProcessStartInfo(Path.GetFullPath("./sluice"), ["run", "pipeline.yaml", "--json", "--concurrency", concurrency, "--store", store, "--output", $"{store}.jsonl", .. curve ? Array.Empty<string>() : ["--no-curve"]])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        using var process = Process.Start(start)!;
        JsonElement last = default, progress = default;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            last = JsonElement.Parse(line);
            if (last.TryGetProperty("backends", out _)) progress = last;
        }

        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"sluice run --concurrency {concurrency} ended with exit code {process.ExitCode}");
        JsonElement? backend = progress.ValueKind == JsonValueKind.Object ? progress.GetProperty("backends")[0] : null;
        return new ShortRun(setting, backend?.GetProperty("concurrency").GetInt32(), last.GetProperty("elapsed_seconds").GetDouble(), last.GetProperty("answered").GetInt64(), backend?.GetProperty("because").GetString());
    }
}
