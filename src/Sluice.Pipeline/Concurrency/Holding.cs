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
    const double WeatherMemory = 0.2;
    const double UnknownWeather = 0.03;
    const int WeatherEpochs = 5;    // after which the weather is known
    const int FewRefusals = 8;      // calls
    const int Coarse = 16;          // a level up to which one more or less is much
    const int MostDoublings = 8;    // of the wait after refusals
    const double Filled = 0.9;      // of the level held, in flight

    readonly ConcurrencyOptions options = learned.Options;
    readonly LevelCurve curve = learned.Curve;
    int epochs, sinceLearning;
    int patience = learned.Options.EpochsBetweenProbes; // epochs held before the neighbours are looked at
    double? expected;
    double weather = UnknownWeather; // standard deviation of the rate from epoch to epoch, as a share of it, beyond what the calls themselves show
    int drifted;
    int? seemsBetter;
    int refusals, refusedAt; // since learning: how often the level was cut for them, and the lowest limit that was

    /// <summary>The level that is held.</summary>
    public int Level { get; private set; }

    /// <summary>Holds another level from now on.</summary>
    /// <param name="rate">Expected there; null when it is not well known.</param>
    public void Begin(int level, double? rate) => (Level, expected, epochs, drifted, seemsBetter) = (level, rate, 0, 0, null);

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
        if (expected is { } known && Math.Abs(rate - known) > DriftedAt(at) * known)
        {
            // One epoch may be an accident of long records; two in the same direction are not.
            var direction = Math.Sign(rate - known);
            if (drifted == direction && full && sinceLearning >= 3) return Relearn(at, known, now);
            drifted = direction;
            return null;
        }

        drifted = 0;
        if (expected is { } usual && full) weather = Math.Sqrt(Math.Max(0, weather * weather + WeatherMemory * (Math.Pow(rate / usual - 1, 2) - Math.Pow(at.Spread ?? 0, 2) - weather * weather)));
        var follows = expected is { } old ? old + RateMemory * (rate - old) : rate;
        if (expected is { } before && full) curve.Scale(follows / before); // as a whole: a server that drifts is as good as it was, here and at the other levels
        expected = follows;
        if (full) curve.Add(at with { Rough = false });
        var other = full && epochs > 1 ? curve.Better(Level, BetterGain, learned.Usual.Mean) : null;
        (var seemed, seemsBetter) = (seemsBetter, other?.Concurrency);
        if (other is { } better && seemed == better.Concurrency) // twice: an epoch in which the server became slower is no comparison
            return new Move(Phase.Hold, better.Concurrency, $"{learned.Speed(better.Rate)} there were more than the {Learned.Figure(rate)} here") { Rate = better.Rate };

        var unknown = learned.Refused && 2 * Level < refusedAt; // it was cut to what happened to be in flight, far below what was refused
        var up = Math.Min(Math.Min(options.Cap, (int)Math.Ceiling(Level * (unknown ? 2 : ProbeStep))), learned.Limit.Above(Level, 2 * ProbeStep, 0, now));
        return (epochs >= patience || (unknown && epochs >= AfterRefusal)) && learned.Budget.Repaid(up, learned.Refused) && up > Level && up >= (int)(Level * LeastStep)
            ? new Move(Phase.ProbeUp, up, "to see whether more would help now") : null;
    }

    /// <summary>From which change of the rate on, as a share of it, the server is another one: more than chance and more than its weather.</summary>
    double DriftedAt(MeasuredLevel at) => Math.Max(sinceLearning < WeatherEpochs ? 2 * options.Drift : options.Drift, Chance * Math.Sqrt(Math.Pow(at.Spread ?? 0, 2) + weather * weather));

    /// <summary>
    /// Whether refusals are no reason to go down: where the server counts calls by the minute, a level that is refused now and then may be the one
    /// that uses all of it. What such a level is worth is seen by its rate. So where levels are few; of many, what is in flight when it refuses is near enough.
    /// </summary>
    /// <param name="refused">Calls of this epoch.</param>
    /// <param name="answers">The same.</param>
    public bool Tolerates(Phase phase, int refused, int answers, double inFlight) => Level <= Coarse && phase switch
    {
        Phase.Hold => refused <= Math.Max(FewRefusals, answers / 2),
        Phase.ProbeUp => refused <= Math.Max(FewRefusals, answers) && inFlight >= Filled * Level,
        _ => false,
    };

    public Move LookedUp(MeasuredLevel at, bool starved, TimeSpan now)
    {
        curve.Ceiling = Math.Max(curve.Ceiling, at.Concurrency);
        if (!starved && expected is { } rate && at.Rate >= Math.Max(ProbeGain, 1 + Unsure * (at.Spread ?? 0)) * rate)
        {
            climb.Begin();
            (Level, patience, curve.Ceiling) = (at.Concurrency, learned.Refused ? patience : options.EpochsBetweenProbes, options.Cap);
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
    public Move RefusedAbove(int limit)
    {
        refusedAt = Math.Min(refusedAt, limit);
        LessOften();
        return Back("the server has no room for more (429 or 503)");
    }

    /// <summary>The server refused the level itself: it is soon looked whether it has room again.</summary>
    /// <param name="limit">Where it did.</param>
    public void Refused(int limit)
    {
        refusedAt = refusals == 0 ? limit : Math.Min(refusedAt, limit);
        patience = AfterRefusal << Math.Min(refusals++, MostDoublings);
    }

    /// <summary>Whether a level not far below was measured already: the curve moves as a whole, so that it need not be looked at each time.</summary>
    bool FewerIsKnownToDoLess() => curve.Below(Level) is { Rough: false } below && below.Concurrency * ProbeStep * ProbeStep >= Level && below.Rate < KnownLess * expected;

    Move Back(string because) => new(Phase.Hold, Level, because) { Rate = expected };

    /// <summary>A look that found nothing makes the next one less pressing; a drift is noticed without looking.</summary>
    void LessOften() => patience = Math.Min(2 * patience, MostPatience);

    /// <summary>
    /// Learns anew, from the level that is held: its rate is known. First upwards: where another tenant came, a server divides itself by what each has in
    /// flight; then whether fewer do as well.
    /// </summary>
    Move Relearn(MeasuredLevel at, double known, TimeSpan now)
    {
        curve.Clear();
        curve.Add(at with { Rough = false });
        climb.Begin();
        (climb.Knows, learned.Refused, curve.Ceiling) = (true, false, options.Cap);
        (sinceLearning, patience, refusals) = (0, options.EpochsBetweenProbes, 0);
        var why = $"the rate went from {Learned.Figure(known)} to {learned.Speed(at.Rate)}: something changed at the server";
        var up = learned.Limit.Above(Level, 2, 0, now);
        return up >= Level * ProbeStep ? new Move(Phase.Sweep, up, why) : new Move(Phase.Refine, Math.Max(1, Level / 2), why);
    }
}
