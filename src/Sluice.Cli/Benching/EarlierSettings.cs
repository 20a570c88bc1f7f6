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
    public static string? OfRequests(BenchLog earlier, IReadOnlyDictionary<string, string> inputs) => Differing(earlier, inputs, Requests, _ => true);

    /// <inheritdoc cref="OfRequests"/>
    public static string? OfRule(BenchLog earlier, IReadOnlyDictionary<string, string> inputs) => Differing(earlier, inputs, Rule, level => level.IsWhole);

    /// <summary>"lengths of trace.jsonl", where the file of that name held something else when the log was measured; null when it is the same, or the log does not say.</summary>
    public static string? ChangedFile(BenchLog earlier, IReadOnlyDictionary<string, string> inputs)
    {
        if (Of(inputs, KeptInputs.Content) is not { } now || (Of(inputs, "--trace") ?? Of(inputs, "--pipeline")) is not { } file) return null;
        bool hasChanged = Before(earlier, inputs, _ => true).Any(known => (Of(known, "--trace") ?? Of(known, "--pipeline")) == file && Of(known, KeptInputs.Content) is { } then && then != now);
        return hasChanged ? file : null;
    }

    /// <param name="counts">Levels whose settings matter: a session that measured none of them settled nothing.</param>
    private static string? Differing(BenchLog earlier, IReadOnlyDictionary<string, string> inputs, string[] names, Func<LevelLog, bool> counts)
    {
        List<string> differing = [.. Before(earlier, inputs, counts).Select(known => string.Join("; ", names.Where(name => Of(known, name) != Of(inputs, name)).Select(name => $"{name} {Of(known, name) ?? "not given"}, not {Of(inputs, name) ?? "without"}"))).Where(text => text.Length > 0).Distinct()];
        return differing.Count == 0 ? null : string.Join(", and with ", differing);
    }

    /// <summary>Another server in the same log may be asked otherwise: only what was measured of this one counts.</summary>
    private static IEnumerable<IReadOnlyDictionary<string, string>> Before(BenchLog earlier, IReadOnlyDictionary<string, string> inputs, Func<LevelLog, bool> counts) =>
        earlier.Levels.Where(counts).Select(level => level.Session).OfType<int>().Distinct()
            .Select(session => earlier.Sessions[session].Inputs).OfType<IReadOnlyDictionary<string, string>>().Where(known => Of(known, "--url") == Of(inputs, "--url"));

    private static string? Of(IReadOnlyDictionary<string, string> inputs, string name) => inputs.TryGetValue(name, out string? value) ? value : null;
}
