using System.Globalization;

namespace Sluice.Pipeline.Concurrency;

/// <summary>
/// Goes up while the rate goes up, in steps of four where it keeps pace, and looks once far beyond what seems flat; then fills the
/// gaps around the best level and chooses the smallest that is nearly as good.
/// </summary>
internal sealed class Climb(Learned learned)
{
    const double ClearClimb = 0.75; // elasticity from which steps of four are taken
    const double SurelyClimbs = 0.5; // elasticity that is there whatever chance did
    const double MostElastic = 1.1; // above, the level below was measured too low: on a server that was just started
    const int Leap = 4;             // times a level, while the rate keeps pace
    const double NotFalling = 0.9;  // of the best rate
    const double FarShare = 0.8;    // of the way that the time limit allows if the rate stays: it may fall
    const double FarEnough = 1.5;   // times a level that is flat: nearer ones are as flat
    const int MostLooks = 6;        // into gaps after one climb
    const double GreatGain = 0.15;  // share that a gap promises, from which it is looked into before anything else
    const double UnknownGain = 0.1;  // share that may be found where no lower level was measured yet
    const double NearEnough = 1.1;  // times a level: nearer ones are the same
    const double Sure = 0.03;       // standard error at which a rate is known well enough
    const double Unsure = 2;        // standard errors that a gain must be above chance

    readonly ConcurrencyOptions options = learned.Options;
    readonly LevelCurve curve = learned.Curve;
    readonly LearningBudget budget = learned.Budget;
    readonly HashSet<int> refined = []; // levels looked at once more since the climb
    bool lookedFar;

    /// <summary>Whether the climb begins near what was good before.</summary>
    public bool Knows { get; set; } = learned.Options.StartsFrom != StartingPoint.Nothing;

    /// <summary>Another climb: its cost and its looks are counted from here.</summary>
    public void Begin()
    {
        budget.Begin();
        refined.Clear();
    }

    /// <param name="starved">Whether fewer requests were ready than the level allows.</param>
    public Move Next(MeasuredLevel at, bool starved, TimeSpan now)
    {
        var before = curve.BestOfOthers(at.Concurrency);
        if (at.Rough) budget.LeftEarly(at.Tried);
        if (starved) return Settle(at, now, "no more requests were ready at a time");
        if (at.Rate < (1 + Math.Max(options.FlatGain, Unsure * (at.Spread ?? 0))) * before) return Settle(at, now);

        var elasticity = curve.Elasticity(at);
        var factor = (elasticity is >= ClearClimb and <= MostElastic && ((at.Spread ?? 0) <= Sure || curve.LeastElasticity(at, Unsure) >= SurelyClimbs) && learned.Limit.IsVeryFar(now)) || (elasticity is null && !Knows) ? Leap : 2;
        var next = Math.Min(Reachable(at, factor, elasticity ?? 0, now), Math.Min(budget.MostAffordable, Math.Max(2 * at.Tried, budget.PrudentStep)));
        if (next <= at.Tried * NearEnough) return Settle(at, now);
        return new Move(Phase.Sweep, next, elasticity is null ? "the first step up" :
            $"{at.Concurrency} in flight gave {learned.Speed(at.Rate)}, {curve.Below(at.Concurrency)!.Concurrency} gave {Learned.Figure(curve.Below(at.Concurrency)!.Rate)}");
    }

    /// <summary>Looks where a better level may hide, at last where a smaller one may be as good, and holds.</summary>
    /// <param name="at">The level tried last; null when it showed nothing.</param>
    /// <param name="why">Why there is nothing more to look for; null when there may be.</param>
    public Move Settle(MeasuredLevel? at, TimeSpan now, string? why = null)
    {
        if (curve.Smallest(options.GoodEnough) is not { } chosen) return new Move(Phase.Hold, at?.Concurrency ?? options.Start, why ?? "nothing else could be measured");
        if (why is null)
        {
            var gap = curve.Better();
            if (gap is { Gain: >= GreatGain } great && MayLook(great.Level, budget.MostFor(great.Gain))) return Look(great.Level, $"the best may lie near {great.Level}");
            if (BeyondPlateau(now) is { } far) return new Move(Phase.Sweep, far, $"{curve.Highest!.Concurrency} in flight gave no more than fewer; perhaps many more do");
            if (gap is { } small && MayLook(small.Level, budget.MostFor(small.Gain))) return Look(small.Level, $"the best may lie near {small.Level}");
            if (curve.Smaller(options.GoodEnough) is { } fewer && MayLook(fewer, curve.Below(chosen.Concurrency) is null ? budget.MostFor(UnknownGain) : budget.MostCheap)) return Look(fewer, $"{chosen.Concurrency} is good; perhaps fewer are as good");
        }

        var best = curve.Best!;
        why ??= chosen.Concurrency == best.Concurrency
            ? $"{learned.Speed(chosen.Rate)} is the best rate"
            : string.Create(CultureInfo.InvariantCulture, $"{learned.Speed(chosen.Rate)} is {100 * chosen.Rate / best.Rate:0} % of the best, which takes {best.Concurrency} in flight");
        return new Move(Phase.Hold, chosen.Concurrency, why) { Rate = chosen.Spread > Sure ? null : chosen.Rate };
    }

    /// <summary>A plateau may end: one look far beyond it. Where the rate falls there is nothing to be found.</summary>
    int? BeyondPlateau(TimeSpan now)
    {
        if (lookedFar || curve.Highest is not { } top || top.Rate < NotFalling * curve.BestOfOthers(top.Concurrency)) return null;
        lookedFar = true;
        var next = Math.Min(top.Concurrency + (int)(FarShare * (Reachable(top, Leap, 0, now) - top.Concurrency)), budget.LookingStep);
        return next > top.Concurrency * FarEnough ? next : null;
    }

    /// <summary>Whether a level may be looked at once more; each is only once.</summary>
    bool MayLook(int level, int most) => level <= most && refined.Count < MostLooks && refined.Add(level);

    static Move Look(int level, string because) => new(Phase.Refine, level, because);

    /// <summary>The next level up, no higher than the ceiling and no higher than the time limit of a call allows if the rate answers as it last did.</summary>
    int Reachable(MeasuredLevel at, double factor, double elasticity, TimeSpan now) =>
        Math.Min(curve.Ceiling, learned.Limit.Above(at.Concurrency, factor * at.Tried / at.Concurrency, elasticity, now));
}
