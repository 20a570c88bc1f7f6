using System.Globalization;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Reporting;

/// <summary>Why percentiles in a ladder's table are missing, in one sentence: a dash alone looks like a fault.</summary>
static class MissingPercentiles
{
    /// <summary>Null when none of those that a table shows is missing for want of values.</summary>
    public static string? Sentence(Ladder ladder)
    {
        List<double> wanting = [.. ladder.Levels.SelectMany(Wanting).Distinct().Order()];
        if (wanting.Count == 0) return null;
        return $"{Rounded.Unknown}: too few values; {string.Join(", ", wanting.Select(Needs))} (--runs and --requests ask for more)";

        static string Needs(double percentile) => string.Create(CultureInfo.InvariantCulture, $"a p{percentile:0} is stated from {Percentile.MinimumCount(percentile)} on");
    }

    /// <summary>A level that was answered has some values, else the dash needs no word.</summary>
    static IEnumerable<double> Wanting(LevelFigures level)
    {
        if (level.Ttft.N + level.Ttft.Censored is var waits and > 0)
        {
            if (waits < Percentile.MinimumCount(50)) yield return 50;
            if (waits < Percentile.MinimumCount(99)) yield return 99;
        }

        if (level.Itl.N is var gaps and > 0 && gaps < Percentile.MinimumCount(99)) yield return 99;
    }
}
