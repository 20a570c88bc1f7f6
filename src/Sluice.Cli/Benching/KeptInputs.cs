using System.Globalization;
using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Loading;

namespace Sluice.Cli.Benching;

/// <summary>Every setting in force by the name of its option, so that a measurement can be repeated without knowing the defaults of its day.</summary>
internal static class KeptInputs
{
    /// <summary>Of the lengths or records that are sent: a file may change under its name.</summary>
    public const string Content = "content";

    /// <param name="content">The hash of what a trace or a pipeline holds; null without one.</param>
    public static IReadOnlyDictionary<string, string> Of(BenchRequest request, string? content) => Known(
    [
        ("--url", request.Url), ("--backend", request.Url is null ? List(request.Backends) : null), ("--model", request.Model), ("--config", request.Config), ("--header", List(request.Headers.Select(KeptCommand.NameOf))), ("--extra-body", request.ExtraBody),
        ("--completions", request.Completions ? "yes" : "no"), ("--pipeline", request.Pipeline), ("--trace", request.Trace), (Content, content),
        .. request.Pipeline is null && request.Trace is null ? [("--pp", List(request.Prompts)), ("--tg", List(request.Outputs)), ("--depth", List(request.Depths)), ("--prefix", request.SharedPrefix ? "shared" : "unique"), ("--jitter", Share(request.Jitter))] : ((string, string?)[])[],
        ("--load", request.Load.ToString().ToLowerInvariant()), .. request.Load is LoadKind.Closed or LoadKind.Burst ? [("--concurrency", List(request.Concurrencies))] : (((string, string?)[])[("--rate", List(request.Rates))]),
        .. Rule(request.Rule), ("--seed", Text(request.Seed)), ("--slo", request.Target?.ToString()), ("--price", Text(request.Cost?.PerHour)), ("--power", Text(request.Cost?.Watts)),
        ("--job", request.Job is { } job ? $"{Text(job.Records)}{(job.Tokens is { } tokens ? $"x{Text(tokens)}" : "")}" : null),
    ]);

    public static IReadOnlyDictionary<string, string> Of(CompareRequest request) => Known(
    [
        ("A", request.First), ("B", request.Second), ("--model", request.Model), ("--config", request.Config), ("--pp", List(request.Prompts)), ("--tg", List(request.Outputs)), ("--depth", List(request.Depths)),
        ("--concurrency", List(request.Concurrencies)), ("--turns", Text(request.Turns)), .. Rule(request.Rule), ("--margin", Share(request.Margin)), ("--seed", Text(request.Seed)),
    ]);

    private static (string, string?)[] Rule(StopRule rule) =>
    [
        ("--runs", Text(rule.Runs)), ("--requests", Text(rule.Requests)), .. rule is { Runs: null, Requests: null } ? [("--until", Share(rule.Until)), ("--max-runs", Text(rule.MostRuns))] : ((string, string?)[])[],
        ("--max-time", rule.MostTime is { } most ? $"{Text(most.TotalSeconds)}s" : null), ("--warm-up", Text(rule.WarmUp)),
    ];

    private static Dictionary<string, string> Known(IEnumerable<(string Name, string? Value)> inputs) => inputs.Where(input => !string.IsNullOrEmpty(input.Value)).ToDictionary(input => input.Name, input => input.Value!);

    private static string List<T>(IEnumerable<T> values) => string.Join(", ", values.Select(value => Text(value)));

    private static string? Text<T>(T value) => Convert.ToString(value, CultureInfo.InvariantCulture);

    private static string Share(double share) => (100 * share).ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
