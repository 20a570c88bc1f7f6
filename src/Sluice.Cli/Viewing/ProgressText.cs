using Sluice.Pipeline.Running;

namespace Sluice.Cli.Viewing;

/// <summary>The words of a progress report, the same on the screen, in plain lines and in the summary.</summary>
internal static class ProgressText
{
    /// <summary>"14/24 (58 %)"; without a known total, which a stream has until its end, "14".</summary>
    public static string Ended(RunProgress progress)
    {
        return progress.Total is { } total
            ? $"{Figures.Count(progress.Done)}/{Figures.Count(total)} ({Figures.Percent(progress.Done, total)})"
            : Figures.Count(progress.Done);
    }

    public static string Rates(RunProgress progress) =>
        $"{Figures.Rate(progress.RecordsPerHourNow)} records/h now, {Figures.Rate(progress.RecordsPerHour)} overall, {Figures.Rate(progress.TokensPerSecond)} tokens/s";

    /// <summary>"2 failed: schema-mismatch 1, truncated 1", the most frequent first; null when nothing failed.</summary>
    public static string? Failures(IReadOnlyDictionary<string, long> failed)
    {
        if (failed.Values.Sum() is var count && count == 0) return null;
        IEnumerable<string> parts = failed
            .OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key} {Figures.Count(entry.Value)}");
        return $"{Figures.Count(count)} failed: {string.Join(", ", parts)}";
    }

    /// <summary>"extract 800/1,000 (80 %), 16 in flight, 3 failed: truncated 3" for each step; nothing where there is one, which is the run.</summary>
    public static IEnumerable<string> Steps(RunProgress progress)
    {
        if (progress.Steps.Count < 2) return [];
        return progress.Steps.Select(step => string.Join(", ", new[]
        {
            $"{step.Step} {Ended(step.Progress)}", $"{step.Progress.InFlight} in flight", Failures(step.Progress.FailedByReason),
        }.OfType<string>()));
    }

    /// <summary>Everything in one line, for logs.</summary>
    public static string Line(RunProgress progress)
    {
        List<string> parts = [$"{Ended(progress)} done", Rates(progress), $"{progress.InFlight} in flight", $"{Figures.Clock(progress.Elapsed)} elapsed"];
        if (progress.Remaining is { Ticks: > 0 } left) parts.Add($"about {Figures.Clock(left)} left");
        if (progress.Resumed > 0) parts.Add($"{Figures.Count(progress.Resumed)} from an earlier run");
        if (Failures(progress.FailedByReason) is { } failures) parts.Add(failures);
        return string.Join(", ", parts) + string.Concat(Steps(progress).Select(step => $"; {step}"));
    }
}
