using Sluice.Catalog.Curves;
using Sluice.Cli.Help;
using Sluice.Pipeline.Concurrency;

namespace Sluice.Cli.Curves;

/// <summary>What a run learned of a backend, as a curve file.</summary>
internal static class LearnedCurve
{
    /// <summary>Levels from which a curve is more than a point.</summary>
    private const int LeastLevels = 2;

    /// <summary>An earlier curve that is this far off at a level measured now is of a server or of work that has changed.</summary>
    private const double Agrees = 0.15;

    /// <param name="earlier">Of the same place; where it agrees, its other levels are kept. Null for none.</param>
    /// <returns>Null where the run has not learned anything yet.</returns>
    public static Curve? Of(CurvePlace place, BackendLevel level, Curve? earlier, DateTimeOffset now)
    {
        if (!level.Learns) return null;
        List<Level> seen = [.. level.Curve.Where(measured => measured.Rate > 0).Select(measured => LevelOf(measured, level.CountsTokens))];
        if (seen.Count < LeastLevels) return null;
        return new Curve
        {
            Model = place.Model,
            Backend = place.Address,
            Workload = "the records of a run",
            Origin = $"{VersionText.OfThisBuild} run",
            MeasuredAt = now,
            Knee = level.Held,
            Levels = earlier is null ? seen : Merge(earlier.Levels, seen),
        };
    }

    private static Level LevelOf(MeasuredLevel measured, bool tokens) => new()
    {
        Concurrency = measured.Concurrency,
        Provenance = Provenance.Measured,
        N = Math.Max(1, measured.Answers),
        Rough = measured.Rough ? true : null,
        DecodeTpsLow = tokens ? Bound(measured, -1) : null,
        DecodeTpsHigh = tokens ? Bound(measured, 1) : null,
        DecodeTps = tokens ? Math.Round(measured.Rate, 3) : null,
        RecordsPerHour = (tokens ? measured.AnswersPerSecond : measured.Rate) is > 0 and var answers ? Math.Round(answers * 3600, 1) : null,
    };

    /// <summary>An end of the rate's 95 % interval; null where it is not known, and of a rough level.</summary>
    private static double? Bound(MeasuredLevel measured, int side) =>
        !measured.Rough && measured.Spread is { } spread && spread < 0.5 ? Math.Round(measured.Rate * (1 + side * 1.96 * spread), 3) : null;

    private static List<Level> Merge(IReadOnlyList<Level> before, List<Level> now)
    {
        List<Level> old = [.. before.Where(level => level.DecodeTps is not null && level.Provenance == Provenance.Measured)];
        if (old.Count == 0 || !now.TrueForAll(level => level.Rough == true || Agree(old, level))) return now;
        return [.. now.Concat(old.Where(level => now.TrueForAll(other => other.Concurrency != level.Concurrency))).OrderBy(level => level.Concurrency)];
    }

    private static bool Agree(List<Level> old, Level level)
    {
        if (level.DecodeTps is not { } rate) return false;
        (Level? below, Level? above) = (old.LastOrDefault(other => other.Concurrency <= level.Concurrency), old.Find(other => other.Concurrency >= level.Concurrency));
        if (below is null) return rate <= above!.DecodeTps * (1 + Agrees);
        if (above is null) return rate >= below.DecodeTps * (1 - Agrees);
        double expected = below == above ? below.DecodeTps!.Value
            : below.DecodeTps!.Value * Math.Pow(above.DecodeTps!.Value / below.DecodeTps.Value, Math.Log((double)level.Concurrency / below.Concurrency) / Math.Log((double)above.Concurrency / below.Concurrency));
        return Math.Abs(rate - expected) <= Agrees * expected;
    }
}
