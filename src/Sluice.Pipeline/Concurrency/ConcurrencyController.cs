using System.Globalization;

namespace Sluice.Pipeline.Concurrency;

/// <summary>
/// Finds how many requests one server should have in flight, and holds it: climbs while the rate of accepted tokens climbs
/// (<see cref="Climb"/>), then holds the smallest level that is nearly as good as the best, looks at the neighbours now and then,
/// and learns anew when the rate drifts (<see cref="Holding"/>). Refusals (429, 503) and a latency near the time limit push it
/// down at any time. It has no clock and sends nothing: whoever calls it says what happened and when, in real or in virtual time.
/// Not thread-safe.
/// </summary>
public sealed class ConcurrencyController
{
    const int AtOnce = 256;   // requests that are sent at once on the way up; beyond, the level is reached as answers come
    const double Full = 0.9;  // of the level in flight: else the records ran out, or the server was away

    readonly ConcurrencyOptions options;
    readonly Learned learned;
    readonly Climb climb;
    readonly Holding holding;
    readonly Epoch epoch;
    readonly OpenCalls open = new();
    readonly RoomWatch room = new();
    LevelMeter meter;
    Phase phase = Phase.Sweep;
    TimeSpan levelSince = TimeSpan.MinValue;
    int refusedHere; // calls of this epoch

    public ConcurrencyController(ConcurrencyOptions? options = null)
    {
        this.options = options ?? new ConcurrencyOptions();
        learned = new Learned(this.options, open);
        climb = new Climb(learned);
        holding = new Holding(learned, climb);
        epoch = new Epoch(learned);
        Limit = Level = Math.Clamp(this.options.Start, 1, this.options.Cap);
        Because = this.options.StartsBecause;
        if (!this.options.Learns)
        {
            phase = Phase.Hold;
            holding.Begin(Level, null);
        }

        meter = new LevelMeter(open, learned.Usual, Level, TimeSpan.MinValue, Level);
    }

    /// <summary>Requests that may be in flight now: the level, or on the way up to it.</summary>
    public int Limit { get; private set; }

    /// <summary>The level that is held or tried.</summary>
    public int Level { get; private set; }

    /// <summary>Why <see cref="Level"/> last moved, as the end of a sentence.</summary>
    public string Because { get; private set; }

    /// <summary>Whether a level was chosen and is held.</summary>
    public bool Holds => phase is Phase.Hold or Phase.ProbeUp or Phase.ProbeDown;

    /// <summary>The level that is held; null while learning.</summary>
    public int? Held => Holds ? holding.Level : null;

    /// <summary>What it may do, and what it began from.</summary>
    public ConcurrencyOptions Options => options;

    /// <summary>Whether the server counts tokens; else rates are of answers.</summary>
    public bool CountsTokens => learned.CountsTokens;

    /// <summary>What was measured since learning last began, by rising concurrency.</summary>
    public IReadOnlyCollection<MeasuredLevel> Curve => learned.Curve.Levels;

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
        if (call.Fate == CallFate.NoRoom) refusedHere++;
        if (room.Ended(now, call.Latency, call.Fate == CallFate.NoRoom, Limit, InFlight(now)) && !holding.Tolerates(phase, refusedHere, meter.AllAnswers, meter.FirstInFlight(now))) NoRoom(now);
        if (call.Fate == CallFate.NoRoom) return;

        if (call is { Fate: CallFate.Accepted, OutputTokens: null }) learned.CountsTokens = false;
        learned.Budget.Answered();
        if (Limit < Level) Limit++; // two begin for each that ends: a burst would only wait on its own prompts
        learned.Limit.Add(now, call.Latency, Level);
        if (call.Fate == CallFate.Accepted) learned.Usual.Add(call.OutputTokens ?? 1);
        meter.Ended(now, call.Latency, call.Fate == CallFate.Accepted ? call.OutputTokens ?? 1 : 0, open.Count);
        if (learned.Limit.Cut(Level, now) is { } lower) TooSlow(now, lower);
        else if (epoch.IsOver(meter, phase, now)) Decide(now);
    }

    void Decide(TimeSpan now)
    {
        holding.Expect(learned.Curve.Standardize(learned.Usual.Mean, holding.Level));
        if (epoch.Result(meter, now) is not { } at) return;
        if (phase != Phase.Hold) learned.Curve.Add(at);
        if (learned.Limit.Ahead(Level, now) is { } lower)
        {
            TooSlow(now, lower);
            return;
        }

        switch (phase)
        {
            case Phase.Sweep: Go(now, climb.Next(at, Epoch.IsStarved(meter, now), now)); break;
            case Phase.Refine: Go(now, climb.Settle(at, now)); break;
            case Phase.Hold when holding.Epoch(at, meter.InFlight(now) >= Full * Level, now) is { } move: Go(now, move); break;
            case Phase.Hold:
                (meter, refusedHere) = (new LevelMeter(open, learned.Usual, Level, levelSince, 0), 0);
                break;
            case Phase.ProbeUp: Go(now, holding.LookedUp(at, Epoch.IsStarved(meter, now), now)); break;
            case Phase.ProbeDown: Go(now, holding.LookedDown(at, now)); break;
        }
    }

    void TooSlow(TimeSpan now, int lower)
    {
        learned.Curve.Ceiling = lower;
        CutTo(now, lower, string.Create(CultureInfo.InvariantCulture, $"1 in 100 calls takes over {Math.Max(learned.Limit.P99(Level, now) ?? 0, learned.Limit.Most):0} s, half of what a call may take is {learned.Limit.Half:0} s"));
    }

    void NoRoom(TimeSpan now)
    {
        if (phase == Phase.ProbeUp)
        {
            Go(now, holding.RefusedAbove(Level));
            return;
        }

        learned.Refused = true;
        holding.Refused(Limit);

        // What is in flight is what the server kept: no use in going below that.
        var lower = Math.Clamp((int)Math.Round(InFlight(now)), 1, Math.Max(1, (int)(Limit * 0.9)));
        learned.Curve.Ceiling = lower;
        if (learned.Curve.Smallest(options.GoodEnough) is { } known && known.Concurrency > lower * 0.9) lower = known.Concurrency;
        CutTo(now, lower, "the server had no room for more (429 or 503)");
    }

    /// <summary>Requests in flight now, or since the level began when that is more.</summary>
    double InFlight(TimeSpan now) => Math.Max(open.Count, meter.FirstInFlight(now));

    /// <summary>Goes down at once; while learning, what is found there is measured and compared with the rest.</summary>
    void CutTo(TimeSpan now, int lower, string why)
    {
        if (phase is Phase.Sweep or Phase.Refine && options.Learns)
        {
            learned.Budget.LeftAtOnce(Level);
            Go(now, new Move(Phase.Refine, lower, why));
        }
        else Go(now, new Move(Phase.Hold, lower, why) { Rate = options.Learns ? learned.Curve.RateAt(lower) : null });
    }

    void Go(TimeSpan now, Move move)
    {
        if (move.Phase == Phase.Hold) holding.Begin(move.Level, move.Rate);
        var to = move.Level;
        (phase, Because) = (move.Phase, move.Because);
        if (phase is Phase.Sweep or Phase.Refine) learned.Budget.Charge(to, Level);
        var settling = to == Level ? 0 : to > AtOnce && to > Level ? 1 : to;
        refusedHere = 0;
        if (to != Level)
        {
            learned.Limit.Begin(ignoreBefore: to < Level ? now : TimeSpan.MinValue, Level);
            levelSince = now;
        }

        (Limit, Level) = (Math.Min(to, Math.Max(Limit, AtOnce)), to);
        meter = new LevelMeter(open, learned.Usual, to, now, settling);
    }
}
