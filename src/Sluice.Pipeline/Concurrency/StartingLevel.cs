using System.Globalization;

namespace Sluice.Pipeline.Concurrency;

/// <summary>Where to begin at a backend, from what is known before the first call.</summary>
internal static class StartingLevel
{
    /// <summary>A run of fewer records ends before anything is learned from it.</summary>
    public const int FewRecords = 200;

    const int Unknown = 8;
    const double Good = 0.985;

    /// <param name="records">Still to be asked; null when that is not known.</param>
    /// <param name="known">Levels measured in earlier runs; may be empty.</param>
    /// <param name="slots">Requests that the backend answers at the same time; null when it does not say.</param>
    public static ConcurrencyOptions For(long? records, IReadOnlyList<MeasuredLevel> known, int? slots)
    {
        var cap = Math.Min(slots ?? int.MaxValue, new ConcurrencyOptions().Cap);
        var options = new ConcurrencyOptions { Records = records, Cap = cap };
        int? knee = known.Count > 0 ? Math.Min(cap, KneeOf(known)) : null;
        if (records >= FewRecords || records is null)
        {
            return knee is { } level
                ? options with { Start = Math.Max(Math.Min(options.Start, cap), level / 2), StartsBecause = Text($"half of the {level} that an earlier run found best") }
                : options;
        }

        var few = records == 1 ? "1 record is" : Text($"{records} records are");
        return options with
        {
            Learns = false,
            Start = knee ?? slots ?? Unknown,
            StartsBecause = knee is not null ? Text($"what an earlier run found best; {few} too few to look further")
                : slots is not null ? Text($"as many as it answers at once; {few} too few to look for better")
                : Text($"{few} too few to look for better, and nothing is known of the server"),
        };
    }

    static int KneeOf(IReadOnlyList<MeasuredLevel> known)
    {
        var best = known.Max(level => level.Rate);
        return known.OrderBy(level => level.Concurrency).First(level => level.Rate >= Good * best).Concurrency;
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
