using Sluice.Bench.Events;

namespace Sluice.Cli.Benching;

/// <summary>What a log that is gone on with was measured with, against what is asked now: levels do not tell such settings apart.</summary>
internal static class EarlierSettings
{
    /// <summary>They change what is sent.</summary>
    private static readonly string[] Requests = ["--header", "--extra-body", "--completions", "--jitter"];

    /// <summary>They change how long is measured.</summary>
    private static readonly string[] Rule = ["--runs", "--requests", "--until", "--max-runs", "--max-time", "--warm-up"];

    /// <summary>"--jitter 20%, not 0%"; null when all agree, or the log does not say.</summary>
    public static string? OfRequests(BenchLog earlier, IReadOnlyDictionary<string, string> inputs) => Differing(earlier, inputs, Requests);

    public static string? OfRule(BenchLog earlier, IReadOnlyDictionary<string, string> inputs) => Differing(earlier, inputs, Rule);

    private static string? Differing(BenchLog earlier, IReadOnlyDictionary<string, string> inputs, string[] names)
    {
        // Another server in the same log may be asked otherwise: only what was measured of this one counts.
        if (earlier.Sessions.LastOrDefault(session => session.Inputs is not null && Of(session.Inputs, "--url") == Of(inputs, "--url"))?.Inputs is not { } before) return null;
        List<string> differing = [.. names.Where(name => Of(before, name) != Of(inputs, name)).Select(name => $"{name} {Of(before, name) ?? "not given"}, not {Of(inputs, name) ?? "without"}")];
        return differing.Count == 0 ? null : string.Join("; ", differing);
    }

    private static string? Of(IReadOnlyDictionary<string, string> inputs, string name) => inputs.TryGetValue(name, out string? value) ? value : null;
}
