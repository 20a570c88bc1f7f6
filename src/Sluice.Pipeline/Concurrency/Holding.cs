namespace Sluice.Pipeline.Concurrency;

/// <summary>Stays at the level that was chosen, looks at its neighbours now and then, and notices when the server is no longer what it was.</summary>
internal sealed class Holding(Learned learned, Climb climb)
{
    const double ProbeStep = 1.4;
    const double KnownLess = 0.95;
    const double LeastStep = 1.1;
    const double BetterGain = 1.05;
    const double ProbeGain = 1.025;
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
    int? seemsBetter;

    /// <summary>The level that is held.</summary>
    public int Level { get; private set; }

    /// <summary>Holds another level from now on.</summary>
    /// <param name="rate">Expected there; null when it is not well known.</param>
    public void Begin(int level, double? rate) => (Level, expected, epochs, drifted, seemsBetter) = (level, rate, 0, false, null);

    /// <summary>The rate is given for other work now: so many times what it was.</summary>
    public void Expect(double factor) => expected *= factor;

    /// <summary>An epoch at the held level is over.</summary>
    /// <param name="full">Whether as many were in flight as might be; else the records ran out, or the server was away.</param>
    /// <returns>Null: stay.</returns>
    public Move? Epoch(MeasuredLevel at, bool full, TimeSpan now)
    {
        var rate = at.Rate;
        if (learned.Budget.IsEnding(Level)) return null;
        if (!options.Learns)
        {
            if (full) curve.Add(at with { Rough = false });
            return null;
        }

        epochs++;
        sinceLearning++;
        if (expected is { } known && Math.Abs(rate - known) > Math.Max(options.Drift, Chance * (at.Spread ?? 0)) * known)
        {
            // One epoch may be an accident of long records; two are not.
            if (drifted && full && sinceLearning >= 3) return Relearn(rate, known);
            drifted = true;
            return null;
        }

        drifted = false;
        var follows = expected is { } old ? old + RateMemory * (rate - old) : rate;
        if (expected is { } before && full) curve.Scale(follows / before); // as a whole: a server that drifts is as good as it was, here and at the other levels
        expected = follows;
        if (full) curve.Add(at with { Rough = false });
        var other = full && epochs > 1 ? curve.Better(Level, BetterGain, learned.Usual.Mean) : null;
        (var seemed, seemsBetter) = (seemsBetter, other?.Concurrency);
        if (other is { } better && seemed == better.Concurrency) // twice: an epoch in which the server became slower is no comparison
            return new Move(Phase.Hold, better.Concurrency, $"{learned.Speed(better.Rate)} there were more than the {Learned.Figure(rate)} here") { Rate = better.Rate };

        var up = Math.Min(Math.Min(options.Cap, (int)Math.Ceiling(Level * ProbeStep)), learned.Limit.Above(Level, 2 * ProbeStep, 0, now));
        return epochs >= patience && learned.Budget.Repaid(up, learned.Refused) && up > Level && up >= (int)(Level * LeastStep)
            ? new Move(Phase.ProbeUp, up, "to see whether more would help now") : null;
    }

    public Move LookedUp(MeasuredLevel at, bool starved, TimeSpan now)
    {
        curve.Ceiling = Math.Max(curve.Ceiling, at.Concurrency);
        if (!starved && expected is { } rate && at.Rate >= Math.Max(ProbeGain, 1 + Unsure * (at.Spread ?? 0)) * rate)
        {
            climb.Begin();
            (Level, patience, curve.Ceiling) = (at.Concurrency, options.EpochsBetweenProbes, options.Cap);
            return learned.Refused ? new Move(Phase.Hold, at.Concurrency, $"more did help: {learned.Speed(at.Rate)}") { Rate = at.Rate } : climb.Next(at, starved: false, now);
        }

        var down = (int)Math.Floor(Level / ProbeStep);
        if (down < 1 || FewerIsKnownToDoLess())
        {
            LessOften();
            return Back("more did not help");
        }

        return new Move(Phase.ProbeDown, down, "more did not help; to see whether fewer do as well");
    }

    public Move LookedDown(MeasuredLevel at, TimeSpan now)
    {
        LessOften();
        if (curve.Better() is { } gap && gap.Level > at.Concurrency && gap.Level < Level) return climb.Settle(at, now);
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

    /// <summary>Whether a level not far below was measured already: the curve moves as a whole, so that it need not be looked at each time.</summary>
    bool FewerIsKnownToDoLess() => curve.Below(Level) is { Rough: false } below && below.Concurrency * ProbeStep * ProbeStep >= Level && below.Rate < KnownLess * expected;

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
