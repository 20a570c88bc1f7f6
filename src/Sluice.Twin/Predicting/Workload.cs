using System.Globalization;
using Sluice.Twin.Simulating;

namespace Sluice.Twin.Predicting;

/// <summary>The requests a prediction is for.</summary>
/// <param name="Prompt">Tokens of each prompt.</param>
/// <param name="Output">Tokens of each answer.</param>
/// <param name="Records">How many there are to do; null when only rates are asked for.</param>
/// <param name="SharedPrefix">Tokens that all prompts begin with.</param>
public sealed record Workload(LengthRange Prompt, LengthRange Output, int? Records = null, int SharedPrefix = 0)
{
    /// <summary>What the published Spark benchmark sent: 1,024 prompt tokens, 128 answer tokens.</summary>
    public static Workload Benchmark { get; } = new(LengthRange.Fixed(1024), LengthRange.Fixed(128));

    /// <summary>Prompts and answers longer than this are refused: no model here reads more.</summary>
    public const int MaxTokens = 10_000_000;

    /// <summary>Reads <c>prompt=1500,output=400-1000,records=124000,prefix=800</c>; what is not named stays as in <paramref name="defaults"/>.</summary>
    /// <exception cref="FormatException">Says which part is wrong and what is allowed.</exception>
    public static Workload Parse(string text, Workload? defaults = null)
    {
        var workload = defaults ?? Benchmark;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
            workload = name switch
            {
                "prompt" => workload with { Prompt = Range(part, value) },
                "output" => workload with { Output = Range(part, value) },
                "records" => workload with { Records = Count(part, value) },
                "prefix" => workload with { SharedPrefix = Count(part, value) },
                _ => throw new FormatException($"workload: unknown part '{part}'; allowed: prompt=N or N-M, output=N or N-M, records=N, prefix=N"),
            };
        }

        if (workload.SharedPrefix > workload.Prompt.Least)
            throw new FormatException($"workload: prefix={workload.SharedPrefix} is longer than the shortest prompt of {workload.Prompt.Least}");
        return workload;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"prompt={Prompt},output={Output}")
        + (Records is { } records ? string.Create(CultureInfo.InvariantCulture, $",records={records}") : "")
        + (SharedPrefix > 0 ? string.Create(CultureInfo.InvariantCulture, $",prefix={SharedPrefix}") : "");

    static LengthRange Range(string part, string value)
    {
        var dash = value.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0) return LengthRange.Fixed(Count(part, value));
        var range = new LengthRange(Count(part, value[..dash]), Count(part, value[(dash + 1)..]));
        return range.Least <= range.Most ? range : throw new FormatException($"workload: '{part}' ends below its start; allowed: N-M with N at most M");
    }

    static int Count(string part, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MaxTokens
            ? count
            : throw new FormatException($"workload: '{part}' is not a count; allowed: whole numbers from 1 to {MaxTokens}");
}
