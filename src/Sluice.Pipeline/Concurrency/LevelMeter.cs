namespace Sluice.Pipeline.Concurrency;

/// <summary>
/// Takes the rate of one level. By Little's law the rate is requests in flight × work per second of a call; that is far steadier
/// over few answers than counting those that happen to end in a window.
/// </summary>
/// <param name="settling">Answers to let pass once the level is reached: the first wave is sent at once and waits on its own prompts.</param>
internal sealed class LevelMeter(OpenCalls open, UsualWork usual, int level, TimeSpan since, int settling)
{
    static readonly TimeSpan burst = TimeSpan.FromMilliseconds(1);

    readonly CallSums first = new(usual), measured = new(usual);
    TimeSpan? begun, filled, reached, clock;
    double inFlightSeconds, allSeconds;
    int settled;

    public int Level => level;

    /// <summary>Answers of the measured part.</summary>
    public int Answers => measured.Answers;

    /// <summary>Answers that came before it and were begun at this level.</summary>
    public int FirstAnswers => first.Answers;

    /// <summary>All answers since the level was gone to.</summary>
    public int AllAnswers { get; private set; }

    /// <summary>Since the measured part began; null before.</summary>
    public TimeSpan? Measuring(TimeSpan now) => now - reached;

    /// <summary>Mean requests in flight over the measured part.</summary>
    public double InFlight(TimeSpan now) => now > reached ? inFlightSeconds / (now - reached.Value).TotalSeconds : 0;

    /// <summary>Null until something was measured.</summary>
    public double? Rate(TimeSpan now) => measured.PerSecond(settling > 0 ? open.Ages(Fresh, now) : []) * InFlight(now) is { } rate and > 0 ? rate : null;

    /// <summary>How long a call takes by its work, in the measured part or before; null where that says little of it.</summary>
    public CallTime? Time(bool rough) => (rough ? first : measured).Time;

    /// <summary>How far the measured rate may be off by chance, as a share of it: one standard error. Large when calls of the same length take very unequal times.</summary>
    public double Spread => measured.Spread;

    /// <summary>The same of <see cref="FirstRate"/>.</summary>
    public double FirstSpread => first.Spread;

    /// <summary>The rate as the first wave alone shows it, at most a little too low; null before there is one.</summary>
    public double? FirstRate(TimeSpan now) => first.PerSecond(open.Ages(since, now)) * FirstInFlight(now);

    /// <summary>Mean requests in flight since the level began; on the way up to a high level these are fewer.</summary>
    public double FirstInFlight(TimeSpan now) => Math.Min(level, now > begun ? allSeconds / (now - begun.Value).TotalSeconds : MostInFlight);

    /// <summary>Accepted answers for each unit of work, by all that was seen; null before there was any.</summary>
    public double? AnswersPerWork => first.Work + measured.Work is var work and > 0 ? (first.Accepted + measured.Accepted) / work : null;

    /// <summary>The most that were in flight since the level began.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>Calls that began after that are measured: those of the burst that filled the level waited on each other's prompts.</summary>
    TimeSpan Fresh => settling == 0 ? since : filled is { } full ? full + burst : reached ?? TimeSpan.MaxValue;

    /// <summary>Time passes with so many in flight.</summary>
    public void Pass(TimeSpan now, int inFlight)
    {
        if (filled is null && inFlight == level && clock is not null) filled = clock;
        if (reached is not null) inFlightSeconds += inFlight * (now - clock!.Value).TotalSeconds;
        if (clock is { } last) allSeconds += inFlight * (now - last).TotalSeconds;
        begun ??= now;
        clock = now;
        MostInFlight = Math.Max(MostInFlight, inFlight);
    }

    public void Ended(TimeSpan now, TimeSpan latency, double work, int inFlight)
    {
        AllAnswers++;
        if (reached is null && now - latency >= since) first.Add(latency, work);
        if (now - latency > Fresh && (settling > 0 || reached is not null)) measured.Add(latency, work);
        if (reached is null && inFlight < level + 1 && ++settled >= settling && (filled is not null || settled >= 2 * level)) reached = now; // inFlight is what the ended call leaves behind
    }
}
