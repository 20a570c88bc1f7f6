using System.Globalization;

namespace Sluice.Pipeline.Concurrency;

/// <summary>
/// Goes up while the rate goes up, in steps of four where it keeps pace, and looks once far beyond what seems flat; then fills the
/// gaps around the best level and chooses the smallest that is nearly as good.
/// </summary>
internal sealed class Climb(Learned learned)
{
    const double ClearClimb = 0.75; // elasticity from which steps of four are taken
    const double NotFalling = 0.9;  // of the best rate
    const double FarEnough = 1.5;   // times a level that is flat: nearer ones are as flat
    const double NearEnough = 1.1;  // times a level: nearer ones are the same
    const double Sure = 0.03;       // standard error at which a rate is known well enough
    const double Unsure = 2;        // standard errors that a gain must be above chance

    readonly ConcurrencyOptions options = learned.Options;
    readonly LevelCurve curve = learned.Curve;
    readonly LearningBudget budget = learned.Budget;
    readonly HashSet<int> refined = []; // levels looked at once more since the climb
    int flats;

    /// <summary>Whether the climb begins near what was good before.</summary>
    public bool Knows { get; set; } = learned.Options.StartsFrom != StartingPoint.Nothing;

    /// <summary>Another climb: its cost and its looks are counted from here.</summary>
    public void Begin()
    {
        flats = 0;
        budget.Begin();
        refined.Clear();
    }

    /// <param name="starved">Whether fewer requests were ready than the level allows.</param>
    /// <param name="unseen">How many times longer calls take than those that have ended.</param>
    public Move Next(MeasuredLevel at, bool starved, double unseen)
    {
        var before = curve.BestOfOthers(at.Concurrency);
        if (at.Rough) budget.LeftEarly(at.Concurrency);
        flats = at.Rate < (1 + Math.Max(options.FlatGain, Unsure * (at.Spread ?? 0))) * before ? flats + 1 : 0;
        curve.Add(at);
        if (starved) return Settle(at.Concurrency, "no more requests were ready at a time");
        if (flats >= 2) return Settle(at.Concurrency);

        // A plateau may end: one look far beyond it. Where the rate falls there is nothing to be found.
        var elasticity = curve.Elasticity(at);
        var far = flats > 0 && at.Rate >= NotFalling * before;
        var next = Reachable(at, far || (elasticity is >= ClearClimb && (at.Spread ?? 0) <= Sure) || (elasticity is null && !Knows) ? 4 : 2, far ? 0 : elasticity ?? (Knows ? 0 : null), unseen);
        next = Math.Min(next, far ? budget.LookingStep : Math.Min(budget.MostAffordable, Math.Max(2 * at.Concurrency, budget.PrudentStep)));
        if (next <= at.Concurrency * (far ? FarEnough : NearEnough)) return Settle(at.Concurrency);
        return new Move(Phase.Sweep, next, elasticity is null ? "the first step up" :
            $"{at.Concurrency} in flight gave {learned.Speed(at.Rate)}, {curve.Below(at.Concurrency)!.Concurrency} gave {Learned.Figure(curve.Below(at.Concurrency)!.Rate)}");
    }

    /// <summary>Fills the gap around the level that would be held, then holds.</summary>
    /// <param name="level">The one tried last.</param>
    /// <param name="why">Why there is nothing more to look for; null when there may be.</param>
    public Move Settle(int level, string? why = null)
    {
        if (curve.Smallest(options.GoodEnough) is not { } chosen) return new Move(Phase.Hold, level, why ?? "nothing else could be measured");
        if (why is null && curve.Gaps(options.GoodEnough).FirstOrDefault(gap => gap <= budget.MostAffordable && !refined.Contains(gap)) is > 0 and var gap)
        {
            refined.Add(gap);
            return new Move(Phase.Refine, gap, gap > chosen.Concurrency ? $"the best may lie between {chosen.Concurrency} and the next level tried" : $"{chosen.Concurrency} is good; perhaps fewer are as good");
        }

        var best = curve.Best!;
        why ??= chosen.Concurrency == best.Concurrency
            ? $"{learned.Speed(chosen.Rate)} is the best rate"
            : string.Create(CultureInfo.InvariantCulture, $"{learned.Speed(chosen.Rate)} is {100 * chosen.Rate / best.Rate:0} % of the best, which takes {best.Concurrency} in flight");
        return new Move(Phase.Hold, chosen.Concurrency, why) { Rate = chosen.Spread > Sure ? null : chosen.Rate };
    }

    /// <summary>The next level up, no higher than the ceiling and no higher than the time limit of a call allows if the rate answers as it last did.</summary>
    int Reachable(MeasuredLevel at, double factor, double? elasticity, double unseen) =>
        Math.Min(curve.Ceiling, learned.Limit.Above(at.Concurrency, factor, elasticity ?? 0.5, unseen));
}
