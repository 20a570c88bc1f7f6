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
    const int LeastAnswers = 16;   // of a level of the sweep
    const int SureAnswers = 128;   // what a level is measured with where half of it is less
    const int FirstAnswers = 8;    // of a first wave that shows a clear climb
    const double ClearClimb = 0.75; // elasticity from which steps of four are taken
    const double LevelCost = 1.5;   // answers a level takes, by its concurrency
    const double FinestStep = 1.5;
    const double ProbeStep = 1.4;
    const double ProbeGain = 1.05;
    const int Repays = 25;          // a look at the neighbours costs at most one part in so many of what is left
    const int MostPatience = 64;
    const double Starved = 0.5;    // below that share of the level in flight, records were not ready; above, answers were being stored
    const double RateMemory = 0.3;

    readonly ConcurrencyOptions options;
    readonly LevelCurve curve = new();
    readonly LatencyWatch latencies = new();
    readonly RoomWatch room = new();
    LevelMeter meter;
    Phase phase = Phase.Sweep;
    int inFlight, flats, epochsHeld, epochsSinceLearning, held, patience = 1;
    int ceiling;
    long answers;
    double sweepCost; // answers that waiting for the levels to fill and measuring them takes at least
    double? heldRate;
    bool drifted;

    public ConcurrencyController(ConcurrencyOptions? options = null)
    {
        this.options = options ?? new ConcurrencyOptions();
        ceiling = this.options.Cap;
        Limit = Math.Clamp(this.options.Start, 1, this.options.Cap);
        Because = this.options.StartsBecause;
        if (!this.options.Learns) (phase, held) = (Phase.Hold, Limit);
        meter = new LevelMeter(Limit, TimeSpan.MinValue, Limit);
    }

    enum Phase { Sweep, Refine, Hold, ProbeUp, ProbeDown }

    /// <summary>Requests that may be in flight now.</summary>
    public int Limit { get; private set; }

    /// <summary>Why <see cref="Limit"/> last moved, as the end of a sentence.</summary>
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
        meter.Pass(now, inFlight);
        inFlight++;
    }

    /// <summary>A call ended.</summary>
    public void Ended(TimeSpan now, CallEnd call)
    {
        meter.Pass(now, inFlight);
        inFlight--;
        if (call.Fate == CallFate.Silent) return;
        if (room.Ended(now, call.Latency, call.Fate == CallFate.NoRoom, Limit)) NoRoom(now);
        if (call.Fate == CallFate.NoRoom) return;

        if (call is { Fate: CallFate.Accepted, OutputTokens: null }) CountsTokens = false;
        answers++;
        latencies.Add(call.Latency);
        meter.Ended(now, call.Latency, call.Fate == CallFate.Accepted ? call.OutputTokens ?? 1 : 0, inFlight);
        if (LatencyCut() is { } lower) TooSlow(now, lower);
        else if (EpochEnded(now)) Decide(now);
    }

    bool EpochEnded(TimeSpan now) => phase switch
    {
        Phase.Hold => meter.Answers >= Math.Max(24, 2 * Limit) && meter.Measuring(now) >= options.LeastEpoch,
        _ => (meter.Answers >= Math.Max(Math.Max(LeastAnswers, Limit / 2), Math.Min(Limit, SureAnswers)) && meter.Measuring(now) >= options.LeastEpoch) || ClimbsClearly(),
    };

    /// <summary>While the first wave still comes in: already so much better than the level below that measuring on is not worth it.</summary>
    bool ClimbsClearly()
    {
        if (meter.MostInFlight < Starved * Limit) return false;

        // Below the first level there is nothing to compare with: a few answers say enough to look further.
        if (phase == Phase.Sweep && curve.Levels.Count == 0) return meter.FirstAnswers + meter.Answers >= Math.Max(FirstAnswers, 2 * Limit);
        if (phase != Phase.Sweep || meter.FirstAnswers < Math.Max(FirstAnswers, Limit / 2) || meter.FirstRate is not { } rate) return false;
        if (curve.Below(Limit) is not { } below) return false;
        return Math.Log(rate / below.Rate) / Math.Log((double)Limit / below.Concurrency) >= ClearClimb;
    }

    void Decide(TimeSpan now)
    {
        var rough = meter.Rate(now) is null || meter.Answers < LeastAnswers;
        if ((rough ? meter.FirstRate : meter.Rate(now)) is not { } rate) return;
        var starved = !rough && meter.InFlight(now) < Starved * Limit;
        var at = new MeasuredLevel(Limit, rate, rough ? meter.FirstAnswers : meter.Answers, rough) { AnswersPerSecond = rate * meter.AnswersPerWork };
        switch (phase)
        {
            case Phase.Sweep: Climb(now, at, starved); break;
            case Phase.Refine: curve.Add(at); Settle(now); break;
            case Phase.Hold: KeepHolding(now, rate); break;
            case Phase.ProbeUp: LookedUp(now, at, starved); break;
            case Phase.ProbeDown: LookedDown(now, at); break;
        }
    }

    void Climb(TimeSpan now, MeasuredLevel at, bool starved)
    {
        var before = curve.Levels.Where(level => level.Concurrency != at.Concurrency).Select(level => level.Rate).DefaultIfEmpty(0).Max();
        flats = at.Rate < (1 + options.FlatGain) * before ? flats + 1 : 0;
        curve.Add(at);
        sweepCost += LevelCost * at.Concurrency;
        if (starved)
        {
            Settle(now, "no more requests were ready at a time");
            return;
        }

        if (flats >= 2) { Settle(now); return; }
        var elasticity = curve.Elasticity(at);
        var next = Reachable(at, elasticity is >= ClearClimb || (elasticity is null && options.StartsFrom == StartingPoint.Nothing) ? 4 : 2, elasticity);
        if (!Affordable(next)) next = Math.Min(next, at.Concurrency * 2);
        if (next <= at.Concurrency * 1.1 || !Affordable(next)) { Settle(now); return; }
        MoveTo(now, next, Phase.Sweep, elasticity is null ? "the first step up" :
            string.Create(CultureInfo.InvariantCulture, $"{at.Concurrency} in flight gave {at.Rate:0} tokens/s, {curve.Below(at.Concurrency)!.Concurrency} gave {curve.Below(at.Concurrency)!.Rate:0}"));
    }

    /// <summary>The next level up, no higher than the ceiling and no higher than the time limit of a call allows if the rate answers as it last did.</summary>
    int Reachable(MeasuredLevel at, double factor, double? elasticity)
    {
        var next = Math.Min(at.Concurrency * factor, ceiling);
        if (latencies.P99 is { } p99)
        {
            // Latency grows as level / rate: with the level to the power of (1 − elasticity). Half of the last elasticity is counted on.
            var grows = 1 - Math.Clamp(elasticity ?? 0.5, 0, 1) / 2;
            next = Math.Min(next, at.Concurrency * Math.Pow(0.9 * HalfLimit / p99, 1 / grows));
        }

        return (int)Math.Floor(next);
    }

    bool Affordable(int level) => options.Records is not { } records || sweepCost + LevelCost * level <= options.LearningShare * records;

    bool Repaid(int probe) => options.Records is not { } records || Repays * 2 * LevelCost * probe <= records - answers;

    /// <summary>Ends a sweep: fills the gap below the level that would be held, then holds.</summary>
    void Settle(TimeSpan now, string? why = null)
    {
        if (curve.Smallest(options.GoodEnough, ceiling) is not { } chosen)
        {
            Hold(now, Limit, null, why ?? "nothing else could be measured");
            return;
        }

        if (why is null && curve.Below(chosen.Concurrency) is { } below && chosen.Concurrency > FinestStep * below.Concurrency)
        {
            var middle = (int)Math.Round(Math.Sqrt((double)below.Concurrency * chosen.Concurrency));
            if (middle > below.Concurrency && middle < chosen.Concurrency && Affordable(middle))
            {
                MoveTo(now, middle, Phase.Refine, $"{chosen.Concurrency} is good; perhaps fewer are as good");
                return;
            }
        }

        var best = curve.Best!;
        Hold(now, chosen.Concurrency, chosen.Rate, why ?? (chosen.Concurrency == best.Concurrency
            ? string.Create(CultureInfo.InvariantCulture, $"{chosen.Rate:0} tokens/s is the best rate")
            : string.Create(CultureInfo.InvariantCulture, $"{chosen.Rate:0} tokens/s is {chosen.Rate / best.Rate:0%} of the best, which takes {best.Concurrency} in flight")));
    }

    void Hold(TimeSpan now, int level, double? rate, string why)
    {
        (held, heldRate, epochsHeld, drifted) = (level, rate, 0, false);
        MoveTo(now, level, Phase.Hold, why);
    }

    void KeepHolding(TimeSpan now, double rate)
    {
        if (!options.Learns)
        {
            curve.Add(new MeasuredLevel(Limit, rate, meter.Answers, Rough: false) { AnswersPerSecond = rate * meter.AnswersPerWork });
            meter = new LevelMeter(Limit, now, 0);
            return;
        }

        epochsHeld++;
        epochsSinceLearning++;
        if (heldRate is { } known && Math.Abs(rate - known) > options.Drift * known)
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
        if (!drifted && epochsHeld >= options.EpochsBetweenProbes * patience && Repaid(up) && up <= Math.Min(options.Cap, Reachable(new MeasuredLevel(held, rate, 0, false), ProbeStep, 0) + 1))
            MoveTo(now, up, Phase.ProbeUp, "to see whether more would help now");
        else
            meter = new LevelMeter(Limit, now, 0);
    }

    void Relearn(TimeSpan now, double rate, double known)
    {
        curve.Clear();
        (flats, sweepCost, epochsSinceLearning, patience, ceiling) = (0, 0, 0, 1, options.Cap);
        MoveTo(now, Math.Max(1, held / 2), Phase.Sweep, string.Create(CultureInfo.InvariantCulture, $"the rate went from {known:0} to {rate:0} tokens/s: something changed at the server"));
    }

    void LookedUp(TimeSpan now, MeasuredLevel at, bool starved)
    {
        curve.Add(at);
        ceiling = Math.Max(ceiling, at.Concurrency);
        if (!starved && heldRate is { } rate && at.Rate >= ProbeGain * rate)
        {
            (flats, sweepCost, held, patience) = (0, 0, at.Concurrency, 1);
            Climb(now, at, starved: false);
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
        if (heldRate is { } rate && at.Rate >= (1 + options.GoodEnough) / 2 * rate) Hold(now, at.Concurrency, at.Rate, "fewer do as well");
        else Hold(now, held, heldRate, "fewer do less");
    }

    /// <summary>The level that brings a p99 near the time limit down again; null when there is no need.</summary>
    int? LatencyCut() => latencies.P99 is { } p99 && p99 > HalfLimit && Limit > 1
        ? Math.Max(1, (int)Math.Floor(Limit * 0.9 * HalfLimit / p99)) : null;

    void TooSlow(TimeSpan now, int lower)
    {
        ceiling = lower;
        Hold(now, lower, null, string.Create(CultureInfo.InvariantCulture, $"1 in 100 calls took over {latencies.P99:0} s, half of what a call may take is {HalfLimit:0} s"));
    }

    void NoRoom(TimeSpan now)
    {
        // What is still in flight now is what the server kept: no use in going below that.
        var lower = Math.Clamp(inFlight, 1, Math.Max(1, (int)(Limit * 0.9)));
        ceiling = lower;
        if (curve.Smallest(options.GoodEnough, lower) is { } known && known.Concurrency > lower * 0.9) lower = known.Concurrency;
        Hold(now, lower, null, "the server had no room for more (429 or 503)");
    }

    double HalfLimit => options.CallLimit.TotalSeconds / 2;

    void MoveTo(TimeSpan now, int level, Phase next, string why)
    {
        phase = next;
        if (level != Limit) latencies.Clear();
        Because = why;

        var settling = level == Limit ? 0 : level;
        Limit = level;
        meter = new LevelMeter(level, now, settling);
    }
}
