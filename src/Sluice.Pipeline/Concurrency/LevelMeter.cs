namespace Sluice.Pipeline.Concurrency;

/// <summary>
/// Takes the rate of one level. By Little's law the rate is requests in flight × work per second of latency; that is far
/// steadier over few answers than counting those that happen to end in a window.
/// </summary>
/// <param name="settling">Answers to let pass once the level is reached: the first wave is sent at once and waits on its own prompts.</param>
internal sealed class LevelMeter(int level, TimeSpan since, int settling)
{
    Sums first, measured;
    TimeSpan? reached, clock;
    double inFlightSeconds;
    int settled;

    public int Level => level;

    /// <summary>Answers of the measured part.</summary>
    public int Answers => measured.Answers;

    /// <summary>Answers that came before it and were begun at this level.</summary>
    public int FirstAnswers => first.Answers;

    /// <summary>Since the measured part began; null before.</summary>
    public TimeSpan? Measuring(TimeSpan now) => now - reached;

    /// <summary>Mean requests in flight over the measured part.</summary>
    public double InFlight(TimeSpan now) => now > reached ? inFlightSeconds / (now - reached.Value).TotalSeconds : 0;

    /// <summary>Null until something was measured.</summary>
    public double? Rate(TimeSpan now) => measured.PerSecond * InFlight(now) is { } rate and > 0 ? rate : null;

    /// <summary>The rate as the first wave alone shows it, at most a little too low; null before there is one.</summary>
    public double? FirstRate => first.PerSecond * Math.Min(level, MostInFlight);

    /// <summary>Accepted answers for each unit of work, by all that was seen; null before there was any.</summary>
    public double? AnswersPerWork => first.Work + measured.Work is var work and > 0 ? (first.Accepted + measured.Accepted) / work : null;

    /// <summary>The most that were in flight since the level began.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>Time passes with so many in flight.</summary>
    public void Pass(TimeSpan now, int inFlight)
    {
        if (reached is not null) inFlightSeconds += inFlight * (now - clock!.Value).TotalSeconds;
        clock = now;
        MostInFlight = Math.Max(MostInFlight, inFlight);
    }

    public void Ended(TimeSpan now, TimeSpan latency, double work, int inFlight)
    {
        var ours = now - latency >= since;
        if (reached is not null)
        {
            if (ours) measured.Add(latency, work);
            return;
        }

        if (ours) first.Add(latency, work);
        if (inFlight < level + 1 && ++settled >= settling) reached = now; // inFlight is what the ended call leaves behind
    }

    struct Sums
    {
        double seconds;

        public int Answers { get; private set; }

        public int Accepted { get; private set; }

        public double Work { get; private set; }

        public readonly double? PerSecond => Answers > 0 && seconds > 0 ? Work / seconds : null;

        public void Add(TimeSpan latency, double done)
        {
            seconds += latency.TotalSeconds;
            Work += done;
            if (done > 0) Accepted++;
            Answers++;
        }
    }
}
