namespace Sluice.Twin.Predicting;

/// <summary>Topologies of one model side by side: who leads where, and where the lead changes.</summary>
public sealed class Comparison
{
    /// <summary>
    /// Leads under this are not called: the predicted ratio of two topologies has a standard deviation of about 8 % on the
    /// published tables, and measured near-ties of 0.2 to 6 % are below repeatability.
    /// </summary>
    public const double TooClose = 0.08;

    public Comparison(IReadOnlyList<(string Name, IReadOnlyList<LevelPrediction> Ladder)> sides) => Sides = sides;

    public IReadOnlyList<(string Name, IReadOnlyList<LevelPrediction> Ladder)> Sides { get; }

    /// <summary>The leader at a level, or null when the lead is too close to call or a side is missing.</summary>
    /// <param name="figure">What is compared; null where a side cannot run.</param>
    /// <param name="lessIsBetter">For times.</param>
    public Lead LeadAt(int level, Func<LevelPrediction, Band?> figure, bool lessIsBetter)
    {
        var ranked = Sides.Select((side, index) => (index, Value: figure(side.Ladder[level])?.Value))
            .Where(side => side.Value is not null)
            .OrderByDescending(side => lessIsBetter ? -side.Value! : side.Value!).ToList();
        if (ranked.Count == 0) return new Lead(null, 0, false);
        if (ranked.Count == 1) return new Lead(Sides[ranked[0].index].Name, double.PositiveInfinity, false);
        var gap = lessIsBetter ? ranked[1].Value!.Value / ranked[0].Value!.Value - 1 : ranked[0].Value!.Value / ranked[1].Value!.Value - 1;
        return new Lead(Sides[ranked[0].index].Name, gap, gap < TooClose);
    }

    /// <summary>
    /// The first level of the ladder at which the second side leads the first, where between two levels that is, and whether the
    /// lead there or later is clear. Null when it never does.
    /// </summary>
    public Crossing? Crossing(int first, int second, Func<LevelPrediction, Band?> figure, bool lessIsBetter)
    {
        var ratios = Sides[first].Ladder.Zip(Sides[second].Ladder)
            .Select(pair => (pair.First.Concurrency, Ratio: Ratio(figure(pair.First)?.Value, figure(pair.Second)?.Value, lessIsBetter))).ToList();
        var at = ratios.FindIndex(pair => pair.Ratio > 1);
        if (at < 0) return null;
        var below = at == 0 ? (double?)null : Interpolate(ratios[at - 1], ratios[at]);
        return new Crossing(ratios[at].Concurrency, below, ratios.Skip(at).Any(pair => pair.Ratio > 1 + TooClose));
    }

    /// <summary>Every pair of which one overtakes the other between the first level and the last.</summary>
    public IEnumerable<(string Passed, string Passing, Crossing Crossing)> Crossings(Func<LevelPrediction, Band?> figure, bool lessIsBetter)
    {
        for (var passed = 0; passed < Sides.Count; passed++)
        {
            for (var passing = 0; passing < Sides.Count; passing++)
            {
                if (passed != passing && Crossing(passed, passing, figure, lessIsBetter) is { Interpolated: not null } crossing)
                    yield return (Sides[passed].Name, Sides[passing].Name, crossing);
            }
        }
    }

    static double? Ratio(double? first, double? second, bool lessIsBetter) => lessIsBetter ? first / second : second / first;

    /// <summary>Where the ratio passes 1, between two levels on a logarithmic axis.</summary>
    static double? Interpolate((int Concurrency, double? Ratio) below, (int Concurrency, double? Ratio) above)
    {
        if (below.Ratio is not { } low || above.Ratio is not { } high) return null;
        var share = Math.Log(1 / low) / Math.Log(high / low);
        return below.Concurrency * Math.Pow((double)above.Concurrency / below.Concurrency, share);
    }
}

/// <summary>Who leads, by what share over the next, and whether that is too close to call.</summary>
public readonly record struct Lead(string? Name, double Gap, bool TooClose);

/// <summary>Where one topology overtakes another.</summary>
/// <param name="Concurrency">First level of the ladder at which it leads.</param>
/// <param name="Interpolated">Between the levels; null at the first.</param>
/// <param name="Clear">Whether the lead passes the "too close to call" gap at that level or a later one.</param>
public sealed record Crossing(int Concurrency, double? Interpolated, bool Clear);
