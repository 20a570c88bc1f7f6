using System.Globalization;

namespace Sluice.Pipeline.Concurrency;

/// <summary>Where to begin at a backend, from what is known before the first call.</summary>
internal static class StartingLevel
{
    /// <summary>A run of fewer records ends before anything is learned from it.</summary>
    public const int FewRecords = 200;

    const int Unknown = 8;

    /// <param name="records">Still to be asked there; null when that is not known.</param>
    /// <param name="backend">With its curve, the calls it answers at the same time, and the most it may get.</param>
    public static ConcurrencyOptions For(long? records, StepBackend backend)
    {
        var options = new ConcurrencyOptions { Records = records };
        options = options with { Cap = Math.Min(backend.MaxInFlight ?? int.MaxValue, options.Cap) };
        int? best = backend.Known is { } known ? Math.Clamp(known.Best, 1, options.Cap) : null;
        if (records >= FewRecords || records is null) return best is { } level ? Climbing(options, level, backend.Known!) : options;

        var few = records == 1 ? "1 record is" : Text($"{records} records are");
        options = options with { Learns = false };
        if (best is { } at)
            return options with { Start = at, StartsFrom = StartingPoint.Curve, StartsBecause = Text($"{Whose(at, backend.Known!)}; {few} too few to look further") };
        if ((backend.Slots ?? backend.MaxInFlight) is { } slots)
            return options with { Start = Math.Min(slots, options.Cap), StartsFrom = StartingPoint.Slots, StartsBecause = Text($"as many as it answers at once; {few} too few to look for better") };
        return options with { Start = Unknown, StartsBecause = Text($"{few} too few to look for better, and nothing is known of the server") };
    }

    /// <summary>From half of what is known, so that the climb passes it and sees whether it still holds.</summary>
    static ConcurrencyOptions Climbing(ConcurrencyOptions options, int best, KnownCurve known)
    {
        var start = (best + 1) / 2;
        return options with { Start = start, StartsFrom = StartingPoint.Curve, StartsBecause = start == best ? Whose(best, known) : $"half of {Whose(best, known)}" };
    }

    static string Whose(int best, KnownCurve known) =>
        best < known.Best ? Text($"the {best} it takes at most, of {known.Best} {known.Says}") : Text($"the {best} {known.Says}");

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
