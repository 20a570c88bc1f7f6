namespace Sluice.Pipeline.Concurrency;

/// <summary>When enough was seen of a level to decide by it.</summary>
internal sealed class Epoch(Learned learned)
{
    const int LeastAnswers = 16;    // of a level of the climb
    const int LeastRough = 4;       // answers that say anything at all
    const int LeastHeld = 64;       // of an epoch at the level that is held
    const int SureAnswers = 128;    // what a level is measured with where half of it is less
    const int FirstAnswers = 8;     // of a first wave that shows a clear climb
    const double ClearClimb = 0.75; // elasticity from which steps of four are taken
    const double ClearGain = 1.25;  // times the best rate so far: a level that shows as much need not be measured on
    const double VerySure = 0.01;   // standard error at which no more answers are needed than of a small level
    const double Sure = 0.03;       // standard error at which a rate is known well enough
    const double SureFirst = 0.02;  // at which a first wave may stand for its level: of unequal calls only the quick ones have ended by then
    const double SurelyClimbs = 0.5; // elasticity that is there whatever chance did
    const double TooElastic = 1.3;  // no rate grows so much faster than the level
    const int Waves = 3;            // answers by the level after which the slow ones have ended too
    const double Unsure = 2;        // standard errors that a gain must be above chance
    const double Starved = 0.5;     // below that share of the level in flight, records were not ready; above, answers were being stored

    public bool IsOver(LevelMeter meter, Phase phase, TimeSpan now) => HasEnough(meter, phase, now) && (phase != Phase.Sweep || learned.Limit.MayClimb(meter.Level, now));

    bool HasEnough(LevelMeter meter, Phase phase, TimeSpan now)
    {
        var level = meter.Level;
        var enough = phase == Phase.Hold ? Math.Max(learned.Refused ? LeastAnswers : LeastHeld, 2 * level) : Math.Max(Math.Max(LeastAnswers, level / 2), Math.Min(level, SureAnswers));
        if (phase != Phase.Hold) enough = meter.Spread switch
        {
            <= VerySure => Math.Min(enough, SureAnswers),
            <= Sure => enough,
            _ => Math.Max(enough, Waves * level), // the quick ones end first: all must have had the time
        };
        return (meter.Answers >= enough && meter.Measuring(now) >= learned.Options.LeastEpoch && (meter.Spread <= Sure || meter.Answers >= learned.Budget.MostAnswers(enough, phase == Phase.Hold)))
            || (phase == Phase.Sweep && ClimbsClearly(meter, now));
    }

    /// <summary>What the epoch showed; null where that is nothing.</summary>
    public MeasuredLevel? Result(LevelMeter meter, TimeSpan now)
    {
        var rough = meter.Rate(now) is null || meter.Answers < LeastAnswers;
        if ((rough ? meter.FirstRate(now) : meter.Rate(now)) is not { } rate) return null;
        var spread = rough ? meter.FirstSpread : meter.Spread;
        if (double.IsInfinity(spread) || (rough && meter.FirstAnswers < LeastRough)) return null;
        var inFlight = rough ? meter.FirstInFlight(now) : meter.InFlight(now);
        var at = rough ? Math.Clamp((int)Math.Round(inFlight), 1, meter.Level) : meter.Level; // what was seen while it filled is of fewer
        return new MeasuredLevel(at, rate, rough ? meter.FirstAnswers : meter.Answers, rough || (spread > 2 * Sure && meter.Answers < SureAnswers)) { Tried = meter.Level, AnswersPerSecond = rate * meter.AnswersPerWork, Spread = spread, Time = meter.Time(rough), Work = learned.Usual.Mean, InFlight = inFlight };
    }

    /// <summary>Whether fewer requests were ready than the level allows.</summary>
    public static bool IsStarved(LevelMeter meter, TimeSpan now) =>
        meter.Rate(now) is not null && meter.Answers >= LeastAnswers && meter.InFlight(now) < Starved * meter.Level;

    /// <summary>While the first wave still comes in: already so much better than the level below that measuring on is not worth it.</summary>
    bool ClimbsClearly(LevelMeter meter, TimeSpan now)
    {
        var level = meter.Level;
        if (meter.MostInFlight < Starved * level) return false;

        // Below the first level there is nothing to compare with: a few answers say enough to look further.
        var curve = learned.Curve;
        if (curve.Levels.Count == 0) return meter.FirstAnswers + meter.Answers >= Math.Max(LeastRough, level);
        if (curve.Below(level) is not { } below) return false;
        if (!below.Rough && Result(meter, now) is { } first && Math.Log(first.Rate / below.Rate) > TooElastic * Math.Log((double)level / below.Concurrency)) return false; // the quick ones of unequal calls
        if (LeastRate(meter, now) is { } rate && ((rate > below.Rate && Math.Log(rate / below.Rate) / Math.Log((double)level / below.Concurrency) >= ClearClimb)
            || (rate >= ClearGain * curve.BestOfOthers(level) && learned.Limit.IsFar(now)))) return true;

        // Unequal calls: after a wave it may be clear that the rate rises, though not what it is.
        return meter.FirstAnswers + meter.Answers >= 2 * level && Result(meter, now) is { } seen && seen.Concurrency > below.Concurrency
            && curve.LeastElasticity(seen, Unsure) >= SurelyClimbs;
    }

    /// <summary>What the level gives at least, as far as chance goes; null while too little is known.</summary>
    static double? LeastRate(LevelMeter meter, TimeSpan now) => meter.Answers >= Math.Max(LeastAnswers, meter.Spread <= Sure ? meter.Level / 2 : Waves * meter.Level) ? meter.Rate(now) * (1 - Unsure * meter.Spread)
        : meter.FirstAnswers >= Math.Max(FirstAnswers, meter.FirstSpread <= VerySure ? meter.Level / 4 : meter.Level / 2) && meter.FirstSpread <= SureFirst ? meter.FirstRate(now) * (1 - Unsure * meter.FirstSpread) : null;
}
