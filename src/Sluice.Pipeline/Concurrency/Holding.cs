namespace Sluice.Pipeline.Concurrency;

/// <summary>Stays at the level that was chosen, looks at its neighbours now and then, and notices when the server is no longer what it was.</summary>
internal sealed class Holding(Learned learned, Climb climb)
{
    const double ProbeStep = 1.4;
    const double ProbeGain = 1.05;
    const int MostPatience = 768;   // epochs
    const int AfterRefusal = 2;     // epochs after which it is looked whether the server has room again
    const double Unsure = 2;        // standard errors that a gain must be above chance
    const double Chance = 3;        // standard errors beyond which a change is none of chance
    const double RateMemory = 0.3;

    readonly ConcurrencyOptions options = learned.Options;
    readonly LevelCurve curve = learned.Curve;
    int epochs, sinceLearning;
    int patience = learned.Options.EpochsBetweenProbes; // epochs held before the neighbours are looked at
    double? expected;
    bool drifted;

    /// <summary>The level that is held.</summary>
    public int Level { get; private set; }

    /// <summary>Holds another level from now on.</summary>
    /// <param name="rate">Expected there; null when it is not well known.</param>
    public void Begin(int level, double? rate) => (Level, expected, epochs, drifted) = (level, rate, 0, false);

    /// <summary>An epoch at the held level is over.</summary>
    /// <param name="full">Whether as many were in flight as might be; else the records ran out, or the server was away.</param>
    /// <param name="answers">Had so far in the run.</param>
    /// <returns>Null: stay.</returns>
    public Move? Epoch(MeasuredLevel at, bool full, double unseen, long answers)
    {
        var rate = at.Rate;
        if (full) curve.Add(at with { Rough = false });
        if (!options.Learns) return null;
        if (full && epochs > 0 && curve.Better(Level, ProbeGain) is { } better)
            return new Move(Phase.Hold, better.Concurrency, $"{learned.Speed(better.Rate)} there were more than the {Learned.Figure(rate)} here") { Rate = better.Rate };

        epochs++;
        sinceLearning++;
        if (expected is { } known && Math.Abs(rate - known) > Math.Max(options.Drift, Chance * (at.Spread ?? 0)) * known)
        {
            // One epoch may be an accident of long records; two are not.
            if (drifted && sinceLearning >= 3) return Relearn(rate, known);
            drifted = true;
        }
        else
        {
            drifted = false;
            expected = expected is { } old ? old + RateMemory * (rate - old) : rate;
        }

        var up = (int)Math.Ceiling(Level * ProbeStep);
        return !drifted && epochs >= patience && (learned.Refused || learned.Budget.Repaid(up, answers)) && up <= Math.Min(options.Cap, learned.Limit.Above(Level, ProbeStep, 0, unseen) + 1)
            ? new Move(Phase.ProbeUp, up, "to see whether more would help now") : null;
    }

    public Move LookedUp(MeasuredLevel at, bool starved, double unseen)
    {
        curve.Add(at);
        curve.Ceiling = Math.Max(curve.Ceiling, at.Concurrency);
        if (!starved && expected is { } rate && at.Rate >= Math.Max(ProbeGain, 1 + Unsure * (at.Spread ?? 0)) * rate)
        {
            climb.Begin();
            (Level, patience, curve.Ceiling) = (at.Concurrency, options.EpochsBetweenProbes, options.Cap);
            return learned.Refused ? new Move(Phase.Hold, at.Concurrency, $"more did help: {learned.Speed(at.Rate)}") { Rate = at.Rate } : climb.Next(at, starved: false, unseen);
        }

        var down = (int)Math.Floor(Level / ProbeStep);
        return down < 1 ? Back("more did not help") : new Move(Phase.ProbeDown, down, "more did not help; to see whether fewer do as well");
    }

    public Move LookedDown(MeasuredLevel at)
    {
        curve.Add(at);
        LessOften();
        return expected is { } rate && at.Rate * (1 - Unsure * (at.Spread ?? 0)) >= (1 + options.GoodEnough) / 2 * rate
            ? new Move(Phase.Hold, at.Concurrency, "fewer do as well") { Rate = at.Rate } : Back("fewer do less");
    }

    /// <summary>The server refused while it was looked above the level.</summary>
    public Move RefusedAbove()
    {
        LessOften();
        return Back("the server has no room for more (429 or 503)");
    }

    /// <summary>The server refused the level itself: it is soon looked whether it has room again.</summary>
    public void Refused() => patience = AfterRefusal;

    Move Back(string because) => new(Phase.Hold, Level, because) { Rate = expected };

    /// <summary>A look that found nothing makes the next one less pressing; a drift is noticed without looking.</summary>
    void LessOften() => patience = Math.Min(2 * patience, MostPatience);

    Move Relearn(double rate, double known)
    {
        curve.Clear();
        climb.Begin();
        (climb.Knows, learned.Refused, curve.Ceiling) = (true, false, options.Cap);
        (sinceLearning, patience) = (0, options.EpochsBetweenProbes);
        return new Move(Phase.Sweep, Math.Max(1, Level / 2), $"the rate went from {Learned.Figure(known)} to {learned.Speed(rate)}: something changed at the server");
    }
}
