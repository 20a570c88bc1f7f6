using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sluice.Pipeline.Configuration;

/// <summary>Settings of a step that are changed for some records only, as when those that failed are asked again.</summary>
public sealed record SamplingOverrides
{
    /// <summary>What can be set, for messages.</summary>
    public const string Allowed = "max_tokens=N, temperature=0 to 2, top_p=0 to 1, seed=N";

    /// <summary>Nothing changed.</summary>
    public static SamplingOverrides None { get; } = new();

    public int? MaxTokens { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public long? Seed { get; init; }

    /// <summary>Reads settings written as NAME=VALUE.</summary>
    public static bool TryParse(IEnumerable<string> settings, [NotNullWhen(true)] out SamplingOverrides? overrides, [NotNullWhen(false)] out string? problem)
    {
        overrides = None;
        foreach (var setting in settings)
        {
            overrides = setting.Split('=', 2, StringSplitOptions.TrimEntries) switch
            {
                ["max_tokens", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) && tokens > 0 => overrides with { MaxTokens = tokens },
                ["temperature", var text] when Number(text) is { } value and >= 0 and <= 2 => overrides with { Temperature = value },
                ["top_p", var text] when Number(text) is { } value and > 0 and <= 1 => overrides with { TopP = value },
                ["seed", var text] when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) => overrides with { Seed = seed },
                _ => null,
            };
            if (overrides is not null) continue;

            problem = $"'{setting}' cannot be set";
            return false;
        }

        problem = null;
        return true;
    }

    /// <summary>The settings of a step with these in their place.</summary>
    public SamplingSpec Apply(SamplingSpec sampling) => sampling with
    {
        MaxTokens = MaxTokens ?? sampling.MaxTokens,
        Temperature = Temperature ?? sampling.Temperature,
        TopP = TopP ?? sampling.TopP,
        Seed = Seed ?? sampling.Seed,
    };

    /// <summary>As one JSON object; null when nothing is changed.</summary>
    public string? ToJson()
    {
        var parts = new List<string>();
        if (MaxTokens is { } tokens) parts.Add(string.Create(CultureInfo.InvariantCulture, $"\"max_tokens\":{tokens}"));
        if (Temperature is { } temperature) parts.Add(string.Create(CultureInfo.InvariantCulture, $"\"temperature\":{temperature}"));
        if (TopP is { } topP) parts.Add(string.Create(CultureInfo.InvariantCulture, $"\"top_p\":{topP}"));
        if (Seed is { } seed) parts.Add(string.Create(CultureInfo.InvariantCulture, $"\"seed\":{seed}"));
        return parts.Count == 0 ? null : $"{{{string.Join(',', parts)}}}";
    }

    static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
