using System.Globalization;

namespace Sluice.Pipeline.Concurrency;

/// <summary>
/// Finds how many requests one server should have in flight, and holds it: climbs while the rate of accepted tokens climbs,
/// then holds the smallest level that is nearly as good as the best, looks at the neighbours now and then, and learns anew when
/// the rate drifts. Refusals (429, 503) and a latency near the time limit push it down at any time.
/// It has no clock and sends nothing: whoever calls it says what happened and when, in real or in virtual time. Not thread-safe.
/// </summary>
public sealed class ConcurrencyController
{
    const int LeastAnswers = 16;    // of a level of the climb
    const int SureAnswers = 128;    // what a level is measured with where half of it is less
    const int FirstAnswers = 8;     // of a first wave that shows a clear climb
    const double ClearClimb = 0.75; // elasticity from which steps of four are taken
    const double ClearGain = 1.25;  // times the best rate so far: a level that shows as much need not be measured on
    const double NotFalling = 0.9;  // of the best rate
    const double FarEnough = 1.5;   // times a level that is flat: nearer ones are as flat
    const double NearEnough = 1.1;  // times a level: nearer ones are the same
    const double ProbeStep = 1.4;
    const double ProbeGain = 1.05;
    const int MostPatience = 768;   // epochs
    const int AfterRefusal = 2;     // epochs after which it is looked whether the server has room again
    const int AtOnce = 256;         // requests that are sent at once on the way up; beyond, the level is reached as answers come
    const double VerySure = 0.01;   // standard error at which no more answers are needed than of a small level
    const double Sure = 0.03;       // standard error at which a rate is known well enough
    const double SureFirst = 0.05;  // at which a first wave may stand for its level: of unequal calls only the quick ones have ended by then
    const double Unsure = 2;        // standard errors that a gain must be above chance
    const double Chance = 3;        // standard errors beyond which a change is none of chance
    const double Starved = 0.5;     // below that share of the level in flight, records were not ready; above, answers were being stored
    const double Full = 0.9;        // of the level in flight: else the records ran out, or the server was away
    const double RateMemory = 0.3;

    readonly ConcurrencyOptions options;
    readonly LevelCurve curve = new();
    readonly OpenCalls open = new();
    readonly HashSet<int> refined = []; // levels looked at once more since the climb
    readonly LearningBudget budget;
    readonly TimeLimit limit;
    readonly RoomWatch room = new();
    LevelMeter meter;
    Phase phase = Phase.Sweep;
    int level;
    TimeSpan levelSince = TimeSpan.MinValue;
    bool knows; // whether the climb begins near what was good before
    bool refusedBefore; // since learning last began
    int flats, epochsHeld, epochsSinceLearning, held;
    int ceiling;
    int patience; // epochs held before the neighbours are looked at
    long answers;
    double? heldRate;
    bool drifted;

    public ConcurrencyController(ConcurrencyOptions? options = null)
    {
        this.options = options ?? new ConcurrencyOptions();
        (budget, limit) = (new LearningBudget(this.options), new TimeLimit(this.options));
        ceiling = this.options.Cap;
        patience = this.options.EpochsBetweenProbes;
        knows = this.options.StartsFrom != StartingPoint.Nothing;
        Limit = level = Math.Clamp(this.options.Start, 1, this.options.Cap);
        Because = this.options.StartsBecause;
        if (!this.options.Learns) (phase, held) = (Phase.Hold, Limit);
        meter = new LevelMeter(open, Limit, TimeSpan.MinValue, Limit);
    }

    enum Phase { Sweep, Refine, Hold, ProbeUp, ProbeDown }

    /// <summary>Requests that may be in flight now: the level, or on the way up to it.</summary>
    public int Limit { get; private set; }

    /// <summary>The level that is held or tried.</summary>
    public int Level => level;

    /// <summary>Why <see cref="Level"/> last moved, as the end of a sentence.</summary>
    public string Because { get; private set; }

    /// <summary>Whether a level was chosen and is held.</summary>
    public bool Holds => phase is Phase.Hold or Phase.ProbeUp or Phase.ProbeDown;

    /// <summary>The level that is held; null while learning.</summary>
    public int? Held => Holds ? held : null;

    /// <summary>What it may do, and what it began from.</summary>
    public ConcurrencyOptions Options => options;

    /// <summary>Whether the server counts tokens; else rates are of answers.</summary>
    public bool CountsTokens { get; private set; } = true;

    /// <summary>What was measured since learning last began, by rising concurrency.</summary>
    public IReadOnlyCollection<MeasuredLevel> Curve => curve.Levels;

    /// <summary>A call was sent.</summary>
    /// <param name="now">Since any fixed moment, on a monotonic clock.</param>
    public void Began(TimeSpan now)
    {
        meter.Pass(now, open.Count);
        open.Begin(now);
    }

    /// <summary>A call ended.</summary>
    public void Ended(TimeSpan now, CallEnd call)
    {
        meter.Pass(now, open.Count);
        open.End(now - call.Latency);
        if (call.Fate == CallFate.Silent) return;
        if (room.Ended(now, call.Latency, call.Fate == CallFate.NoRoom, Limit)) NoRoom(now);
        if (call.Fate == CallFate.NoRoom) return;

        if (call is { Fate: CallFate.Accepted, OutputTokens: null }) CountsTokens = false;
        answers++;
        if (Limit < level) Limit++; // two begin for each that ends: a burst would only wait on its own prompts
        limit.Add(now, call.Latency);
        meter.Ended(now, call.Latency, call.Fate == CallFate.Accepted ? call.OutputTokens ?? 1 : 0, open.Count);
        if (limit.Cut(level) is { } lower) TooSlow(now, lower);
        else if (EpochEnded(now)) Decide(now);
    }

    bool EpochEnded(TimeSpan now)
    {
        var enough = phase == Phase.Hold ? Math.Max(24, 2 * level) : Math.Max(Math.Max(LeastAnswers, level / 2), Math.Min(level, SureAnswers));
        if (phase != Phase.Hold) enough = meter.Spread switch
        {
            <= VerySure => Math.Min(enough, SureAnswers),
            <= Sure => enough,
            _ => Math.Max(enough, level), // the quick ones end first: all must have had the time
        };
        return (meter.Answers >= enough && meter.Measuring(now) >= options.LeastEpoch && (meter.Spread <= Sure || meter.Answers >= budget.MostAnswers(enough, phase == Phase.Hold))) || ClimbsClearly(now);
    }

    /// <summary>While the first wave still comes in: already so much better than the level below that measuring on is not worth it.</summary>
    bool ClimbsClearly(TimeSpan now)
    {
        if (meter.MostInFlight < Starved * level) return false;

        // Below the first level there is nothing to compare with: a few answers say enough to look further.
        if (phase == Phase.Sweep && curve.Levels.Count == 0) return meter.FirstAnswers + meter.Answers >= level;
        if (phase != Phase.Sweep || curve.Below(level) is not { } below || LeastRate(now) is not { } rate) return false;
        return (rate > below.Rate && Math.Log(rate / below.Rate) / Math.Log((double)level / below.Concurrency) >= ClearClimb)
            || (rate >= ClearGain * BestOfOthers(level) && limit.IsFar);
    }

    /// <summary>What the level gives at least, as far as chance goes; null while too little is known.</summary>
    double? LeastRate(TimeSpan now) => meter.Answers >= Math.Max(LeastAnswers, level / 2) ? meter.Rate(now) * (1 - Unsure * meter.Spread)
        : meter.FirstAnswers >= Math.Max(FirstAnswers, level / 2) && meter.FirstSpread <= SureFirst ? meter.FirstRate(now) * (1 - Unsure * meter.FirstSpread) : null;

    void Decide(TimeSpan now)
    {
        var rough = meter.Rate(now) is null || meter.Answers < LeastAnswers;
        if ((rough ? meter.FirstRate(now) : meter.Rate(now)) is not { } rate) return;
        var starved = !rough && meter.InFlight(now) < Starved * level;
        var spread = rough ? meter.FirstSpread : meter.Spread;
        var at = new MeasuredLevel(level, rate, rough ? meter.FirstAnswers : meter.Answers, rough || (spread > 2 * Sure && meter.Answers < SureAnswers)) { AnswersPerSecond = rate * meter.AnswersPerWork, Spread = spread };
        switch (phase)
        {
            case Phase.Sweep: Climb(now, at, starved); break;
            case Phase.Refine: curve.Add(at); Settle(now); break;
            case Phase.Hold: KeepHolding(now, at); break;
            case Phase.ProbeUp: LookedUp(now, at, starved); break;
            case Phase.ProbeDown: LookedDown(now, at); break;
        }
    }

    void Climb(TimeSpan now, MeasuredLevel at, bool starved)
    {
        var before = BestOfOthers(at.Concurrency);
        if (at.Rough) budget.LeftEarly(at.Concurrency);
        flats = at.Rate < (1 + Math.Max(options.FlatGain, Unsure * (at.Spread ?? 0))) * before ? flats + 1 : 0;
        curve.Add(at);
        if (starved)
        {
            Settle(now, "no more requests were ready at a time");
            return;
        }

        if (flats >= 2) { Settle(now); return; }

        // A plateau may end: one look far beyond it. Where the rate falls there is nothing to be found.
        var elasticity = curve.Elasticity(at);
        var far = flats > 0 && at.Rate >= NotFalling * before;
        var next = Reachable(at, far || (elasticity is >= ClearClimb && (at.Spread ?? 0) <= Sure) || (elasticity is null && !knows) ? 4 : 2, far ? 0 : elasticity ?? (knows ? 0 : null));
        next = Math.Min(next, far ? budget.LookingStep : Math.Min(budget.MostAffordable, Math.Max(2 * at.Concurrency, budget.PrudentStep)));
        if (next <= at.Concurrency * (far ? FarEnough : NearEnough)) { Settle(now); return; }
        MoveTo(now, next, Phase.Sweep, elasticity is null ? "the first step up" :
            $"{at.Concurrency} in flight gave {Speed(at.Rate)}, {curve.Below(at.Concurrency)!.Concurrency} gave {Figure(curve.Below(at.Concurrency)!.Rate)}");
    }

    double BestOfOthers(int than) => curve.Levels.Where(other => other.Concurrency != than).Select(other => other.Rate).DefaultIfEmpty(0).Max();

    /// <summary>The next level up, no higher than the ceiling and no higher than the time limit of a call allows if the rate answers as it last did.</summary>
    int Reachable(MeasuredLevel at, double factor, double? elasticity) => Math.Min(ceiling, limit.Above(at.Concurrency, factor, elasticity ?? 0.5, meter.Unseen));

    /// <summary>Ends a sweep: fills the gap below the level that would be held, then holds.</summary>
    void Settle(TimeSpan now, string? why = null)
    {
        if (curve.Smallest(options.GoodEnough, ceiling) is not { } chosen)
        {
            Hold(now, level, null, why ?? "nothing else could be measured");
            return;
        }

        if (why is null && curve.Gaps(options.GoodEnough, ceiling).FirstOrDefault(level => level <= budget.MostAffordable && !refined.Contains(level)) is > 0 and var gap)
        {
            refined.Add(gap);
            MoveTo(now, gap, Phase.Refine, gap > chosen.Concurrency ? $"the best may lie between {chosen.Concurrency} and the next level tried" : $"{chosen.Concurrency} is good; perhaps fewer are as good");
            return;
        }

        var best = curve.Best!;
        Hold(now, chosen.Concurrency, chosen.Spread > Sure ? null : chosen.Rate, why ?? (chosen.Concurrency == best.Concurrency
            ? $"{Speed(chosen.Rate)} is the best rate"
            : string.Create(CultureInfo.InvariantCulture, $"{Speed(chosen.Rate)} is {100 * chosen.Rate / best.Rate:0} % of the best, which takes {best.Concurrency} in flight")));
    }

    void Hold(TimeSpan now, int at, double? rate, string why)
    {
        (held, heldRate, epochsHeld, drifted) = (at, rate, 0, false);
        MoveTo(now, at, Phase.Hold, why);
    }

    void KeepHolding(TimeSpan now, MeasuredLevel at)
    {
        var rate = at.Rate;
        var full = meter.InFlight(now) >= Full * level; // else the records ran out, or the server was away
        if (full) curve.Add(at with { Rough = false });
        if (!options.Learns)
        {
            meter = new LevelMeter(open, level, levelSince, 0);
            return;
        }

        if (full && epochsHeld > 0 && curve.Better(level, ProbeGain, ceiling) is { } better)
        {
            Hold(now, better.Concurrency, better.Rate, $"{Speed(better.Rate)} there were more than the {Figure(rate)} here");
            return;
        }

        epochsHeld++;
        epochsSinceLearning++;
        if (heldRate is { } known && Math.Abs(rate - known) > Math.Max(options.Drift, Chance * meter.Spread) * known)
        {
            // One epoch may be an accident of long records; two are not.
            if (drifted && epochsSinceLearning >= 3)
            {
                Relearn(now, rate, known);
                return;
            }

            drifted = true;
        }
        else
        {
            drifted = false;
            heldRate = heldRate is { } old ? old + RateMemory * (rate - old) : rate;
        }

        var up = (int)Math.Ceiling(held * ProbeStep);
        if (!drifted && epochsHeld >= patience && (refusedBefore || budget.Repaid(up, answers)) && up <= Math.Min(options.Cap, limit.Above(held, ProbeStep, 0, meter.Unseen) + 1))
            MoveTo(now, up, Phase.ProbeUp, "to see whether more would help now");
        else
            meter = new LevelMeter(open, level, levelSince, 0);
    }

    void Relearn(TimeSpan now, double rate, double known)
    {
        curve.Clear();
        BeginSweep();
        (refusedBefore, knows) = (false, true);
        (epochsSinceLearning, patience, ceiling) = (0, options.EpochsBetweenProbes, options.Cap);
        MoveTo(now, Math.Max(1, held / 2), Phase.Sweep, $"the rate went from {Figure(known)} to {Speed(rate)}: something changed at the server");
    }

    void BeginSweep()
    {
        flats = 0;
        budget.Begin();
        refined.Clear();
    }

    void LookedUp(TimeSpan now, MeasuredLevel at, bool starved)
    {
        curve.Add(at);
        ceiling = Math.Max(ceiling, at.Concurrency);
        if (!starved && heldRate is { } rate && at.Rate >= Math.Max(ProbeGain, 1 + Unsure * meter.Spread) * rate)
        {
            BeginSweep();
            (held, patience, ceiling) = (at.Concurrency, options.EpochsBetweenProbes, options.Cap);
            if (refusedBefore) Hold(now, at.Concurrency, at.Rate, $"more did help: {Speed(at.Rate)}");
            else Climb(now, at, starved: false);
            return;
        }

        var down = (int)Math.Floor(held / ProbeStep);
        if (down < 1) Hold(now, held, heldRate, "more did not help");
        else MoveTo(now, down, Phase.ProbeDown, "more did not help; to see whether fewer do as well");
    }

    void LookedDown(TimeSpan now, MeasuredLevel at)
    {
        curve.Add(at);
        patience = Math.Min(2 * patience, MostPatience); // a look that found nothing makes the next one less pressing; a drift is noticed without looking
        if (heldRate is { } rate && at.Rate * (1 - Unsure * (at.Spread ?? 0)) >= (1 + options.GoodEnough) / 2 * rate) Hold(now, at.Concurrency, at.Rate, "fewer do as well");
        else Hold(now, held, heldRate, "fewer do less");
    }

    void TooSlow(TimeSpan now, int lower)
    {
        ceiling = lower;
        CutTo(now, lower, string.Create(CultureInfo.InvariantCulture, $"1 in 100 calls took over {limit.P99:0} s, half of what a call may take is {limit.Half:0} s"));
    }

    void NoRoom(TimeSpan now)
    {
        if (phase == Phase.ProbeUp)
        {
            patience = Math.Min(2 * patience, MostPatience);
            Hold(now, held, heldRate, "the server has no room for more (429 or 503)");
            return;
        }

        (patience, refusedBefore) = (AfterRefusal, true);

        // What is still in flight now is what the server kept: no use in going below that.
        var lower = Math.Clamp(open.Count, 1, Math.Max(1, (int)(Limit * 0.9)));
        ceiling = lower;
        if (curve.Smallest(options.GoodEnough, lower) is { } known && known.Concurrency > lower * 0.9) lower = known.Concurrency;
        CutTo(now, lower, "the server had no room for more (429 or 503)");
    }

    /// <summary>Goes down at once; while learning, what is found there is measured and compared with the rest.</summary>
    void CutTo(TimeSpan now, int lower, string why)
    {
        if (phase is Phase.Sweep or Phase.Refine && options.Learns)
        {
            budget.LeftAtOnce(level);
            MoveTo(now, lower, Phase.Refine, why);
        }
        else Hold(now, lower, null, why);
    }

    string Speed(double rate) => $"{Figure(rate)} {(CountsTokens ? "tokens/s" : "answers/s")}";

    static string Figure(double rate) => rate.ToString(rate < 100 ? "0.#" : "#,0", CultureInfo.InvariantCulture);

    void MoveTo(TimeSpan now, int to, Phase next, string why)
    {
        (phase, Because) = (next, why);
        if (next is Phase.Sweep or Phase.Refine) budget.Charge(to, level);
        var settling = to == level ? 0 : to > AtOnce && to > level ? 1 : to;
        if (to != level)
        {
            limit.Clear(ignoreBefore: to < level ? now : TimeSpan.MinValue);
            levelSince = now;
        }

        (Limit, level) = (Math.Min(to, Math.Max(Limit, AtOnce)), to);
        meter = new LevelMeter(open, to, now, settling);
    }
}
