using System.Globalization;

namespace Sluice.Pipeline.Concurrency;

/// <summary>What was learned of one server since learning last began, and what more may be spent on it.</summary>
/// <param name="open">The calls in flight.</param>
internal sealed class Learned(ConcurrencyOptions options, OpenCalls open)
{
    TimeLimit? limit;

    public ConcurrencyOptions Options => options;

    public LevelCurve Curve { get; } = new() { Ceiling = options.Cap };

    public LearningBudget Budget { get; } = new(options);

    public TimeLimit Limit => limit ??= new(options, open, Curve);

    /// <summary>The work of a usual answer.</summary>
    public UsualWork Usual { get; } = new();

    /// <summary>Whether the server refused since learning last began.</summary>
    public bool Refused { get; set; }

    /// <summary>Whether the server counts tokens; else rates are of answers.</summary>
    public bool CountsTokens { get; set; } = true;

    /// <summary>A rate for people, with its unit.</summary>
    public string Speed(double rate) => $"{Figure(rate)} {(CountsTokens ? "tokens/s" : "answers/s")}";

    /// <summary>The same without its unit.</summary>
    public static string Figure(double rate) => rate.ToString(rate < 100 ? "0.#" : "#,0", CultureInfo.InvariantCulture);
}
