using System.Globalization;
using Sluice.Catalog.Curves;
using Sluice.Pipeline.Concurrency;

namespace Sluice.Cli.Curves;

/// <summary>What a curve says to a run that is about to begin.</summary>
internal static class CurveAdvice
{
    /// <summary>Of the best rate, as the bench has it: what a level less than this gives is worth another step.</summary>
    private const double Share = 0.97;

    /// <param name="source">Whose it is, as a subject: "an earlier run", "spark.json".</param>
    /// <returns>Null where no level has a rate.</returns>
    public static KnownCurve? Of(Curve curve, string source)
    {
        List<(int Concurrency, double Rate)> rates = RatesOf(curve);
        if (rates.Count == 0) return null;
        double most = rates.Max(level => level.Rate);
        int best = curve.Knee ?? rates.First(level => level.Rate >= Share * most).Concurrency;
        string verb = curve.Levels.All(level => level.Provenance == Provenance.Predicted) ? "predicts to be best"
            : curve.Knee is null && best == rates[^1].Concurrency ? "saw still rising"
            : "found best";
        string date = curve.MeasuredAt is { } at ? string.Create(CultureInfo.InvariantCulture, $" on {at.UtcDateTime:yyyy-MM-dd}") : "";
        return new KnownCurve(best, $"that {source} {verb}{date}");
    }

    /// <summary>Tokens a second where every level has them, else records.</summary>
    private static List<(int Concurrency, double Rate)> RatesOf(Curve curve)
    {
        bool tokens = curve.Levels.All(level => level.DecodeTps is not null);
        return [.. curve.Levels.Select(level => (level.Concurrency, Rate: tokens ? level.DecodeTps : level.RecordsPerHour)).Where(level => level.Rate is not null).Select(level => (level.Concurrency, level.Rate!.Value))];
    }
}
