using Sluice.Pipeline.Concurrency;
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
        $"{Figures.Rate(progress.RecordsPerHourNow)} records/h now, {Figures.Rate(progress.RecordsPerHour)} overall";

    /// <summary>"55.5 tokens/s written, 1,204 read (61 % cached)"; the share is of all prompt tokens so far, where the server tells it.</summary>
    public static string Tokens(RunProgress progress)
    {
        string cached = progress is { CachedTokens: { } tokens, PromptTokens: { } read and > 0 } ? $" ({Figures.Percent(tokens, read)} cached)" : "";
        return $"{Figures.Rate(progress.TokensPerSecond)} tokens/s written, {Figures.Rate(progress.PromptTokensPerSecond)} read{cached}";
    }

    /// <summary>"about 1:33:59 left (1:29:10 to 1:39:20)"; null while that is not known.</summary>
    public static string? Left(RunProgress progress)
    {
        if (progress.Remaining is not { Ticks: > 0 } left) return null;
        string range = progress switch
        {
            { RemainingLeast: { } least, RemainingMost: { } most } => $" ({Figures.Clock(least)} to {Figures.Clock(most)})",
            { RemainingLeast: { } least } => $" ({Figures.Clock(least)} or more)",
            _ => "",
        };
        return $"about {Figures.Clock(left)} left{range}";
    }

    /// <summary>"4,321 tokens discarded": written for tries that were not accepted; null for none.</summary>
    public static string? Discarded(RunProgress progress) =>
        progress.DiscardedTokens is { } tokens and > 0 ? $"{Figures.Count(tokens, "token")} discarded" : null;

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
            $"{step.Step} {Ended(step.Progress)}", step.Progress.InFlight > 0 ? $"{step.Progress.InFlight} in flight" : null, Failures(step.Progress.FailedByReason),
        }.OfType<string>()));
    }

    /// <summary>"gpu-1: 32 calls at once: 1,600 tokens/s is the best rate"; while learning it says what is tried.</summary>
    public static string Level(BackendLevel level) => $"{LevelNow(level)}: {level.Because}";

    /// <summary>The same without the reason.</summary>
    public static string LevelNow(BackendLevel level) =>
        $"{level.Backend}: {(level.Holds ? "" : "trying ")}{Figures.Count(level.Concurrency, "call")} at once";

    /// <summary>"seen so far: 4: 210, 16: 820 tokens/s"; null before anything was measured.</summary>
    public static string? Curve(BackendLevel level) => level.Curve.Count == 0 ? null
        : $"seen so far: {string.Join(", ", level.Curve.Select(seen => $"{Figures.Count(seen.Concurrency)}: {Figures.Rate(seen.Rate)}"))} {(level.CountsTokens ? "tokens" : "answers")}/s";

    /// <summary>Everything in one line, for logs.</summary>
    public static string Line(RunProgress progress)
    {
        List<string> parts = [$"{Ended(progress)} done", Rates(progress), Tokens(progress), $"{progress.InFlight} in flight", $"{Figures.Clock(progress.Elapsed)} elapsed"];
        if (Left(progress) is { } left) parts.Add(left);
        if (Discarded(progress) is { } discarded) parts.Add(discarded);
        if (progress.Resumed > 0) parts.Add($"{Figures.Count(progress.Resumed)} from an earlier run");
        if (Failures(progress.FailedByReason) is { } failures) parts.Add(failures);
        return string.Join(", ", parts) + string.Concat(Steps(progress).Select(step => $"; {step}"));
    }
}
