using System.Globalization;
using Sluice.Twin.Scheduling;

namespace Sluice.Twin.Predicting;

/// <summary>Server flags that differ from the recipe: the "what if". Null is as in the recipe.</summary>
public sealed record ServerTweaks
{
    public int? MaxSequences { get; init; }

    public int? MaxBatchedTokens { get; init; }

    /// <summary>gpu_memory_utilization.</summary>
    public double? Utilization { get; init; }

    /// <summary>enable_prefix_caching.</summary>
    public bool? PrefixCaching { get; init; }

    /// <summary>scheduler_reserve_full_isl.</summary>
    public bool? AdmitOnlyWhole { get; init; }

    const string Allowed = "max_num_seqs=N, max_num_batched_tokens=N, gpu_memory_utilization=0.1 to 1, enable_prefix_caching=true|false, scheduler_reserve_full_isl=true|false";

    /// <summary>Reads <c>max_num_seqs=256,max_num_batched_tokens=8192</c>.</summary>
    /// <exception cref="FormatException">Says what is allowed.</exception>
    public static ServerTweaks Parse(string text)
    {
        var tweaks = new ServerTweaks();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var value = equals < 0 ? "" : part[(equals + 1)..];
            tweaks = (equals < 0 ? part : part[..equals]) switch
            {
                "max_num_seqs" when Count(value) is { } count => tweaks with { MaxSequences = count },
                "max_num_batched_tokens" when Count(value) is { } count => tweaks with { MaxBatchedTokens = count },
                "gpu_memory_utilization" when Share(value) is { } share => tweaks with { Utilization = share },
                "enable_prefix_caching" when value is "true" or "false" => tweaks with { PrefixCaching = value == "true" },
                "scheduler_reserve_full_isl" when value is "true" or "false" => tweaks with { AdmitOnlyWhole = value == "true" },
                _ => throw new FormatException($"what-if: '{part}' is not understood; allowed: {Allowed}"),
            };
        }

        return tweaks;
    }

    public ServerSettings ApplyTo(ServerSettings settings) => settings with
    {
        MaxSequences = MaxSequences ?? settings.MaxSequences,
        MaxBatchedTokens = MaxBatchedTokens ?? settings.MaxBatchedTokens,
        PrefixCaching = PrefixCaching ?? settings.PrefixCaching,
        AdmitOnlyWhole = AdmitOnlyWhole ?? settings.AdmitOnlyWhole,
    };

    static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= 1_000_000 ? value : null;

    static double? Share(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0.1 and <= 1 ? value : null;
}
