namespace Sluice.Pipeline.Concurrency;

/// <summary>Calls that ended, by their time and their work, for work per second of a call and how sure that is.</summary>
/// <param name="usual">What rates are given for.</param>
internal sealed class CallSums(UsualWork usual)
{
    const int LeastForLine = 6;         // accepted answers
    const double LeastExplained = 0.5;  // share of the variance of times that work explains, from which it is counted with

    readonly List<double> took = [];
    double seconds, secondsSquared, workSquared, workSeconds, lost;

    public int Answers => took.Count;

    public int Accepted { get; private set; }

    public double Work { get; private set; }

    /// <summary>How long a call takes by its work; null where that says little of it.</summary>
    public CallTime? Time => IsLine ? new CallTime(MeanTime - Slope * MeanWork, Slope, lost / Accepted) : null;

    /// <summary>
    /// Relative standard error of work per second; infinite below two answers. Of a line it is that of the time it gives for the usual
    /// work, large when answers of that length have not come yet; else that of a ratio of two sums, √Σ(w − r·l)² / Σw (Cochran, Sampling
    /// Techniques, 6.4).
    /// </summary>
    public double Spread
    {
        get
        {
            if (Answers < 2 || Work <= 0 || seconds <= 0) return double.PositiveInfinity;
            if (IsLine)
            {
                var noise = Math.Max(0, TimeSquares - Slope * Slope * WorkSquares) / (Accepted - 2);
                var away = usual.Mean - MeanWork;
                return Math.Sqrt(noise * (1.0 / Accepted + away * away / WorkSquares)) / Math.Max(1e-9, MeanTime + Slope * away);
            }

            var (total, squared) = (seconds + lost, secondsSquared);
            var ratio = Work / total;
            var residuals = workSquared - 2 * ratio * workSeconds + ratio * ratio * squared;
            return Math.Sqrt(Math.Max(0, residuals) * Answers / (Answers - 1)) / Work;
        }
    }

    double MeanTime => seconds / Accepted;

    double MeanWork => Work / Accepted;

    double TimeSquares => secondsSquared - seconds * MeanTime;

    double WorkSquares => workSquared - Work * MeanWork;

    double Slope => (workSeconds - Work * MeanTime) / WorkSquares;

    bool IsLine => Accepted >= LeastForLine && WorkSquares > 1e-9 * workSquared && Slope > 0 && Slope * Slope * WorkSquares >= LeastExplained * TimeSquares;

    public void Add(TimeSpan latency, double work)
    {
        var time = latency.TotalSeconds;
        took.Add(time);
        if (work <= 0)
        {
            lost += time;
            return;
        }

        Accepted++;
        seconds += time;
        secondsSquared += time * time;
        Work += work;
        workSquared += work * work;
        workSeconds += work * time;
    }

    /// <summary>
    /// Work per second of a call: by the line of time on work; where work says little of it, by the mean time of all calls, those still
    /// going included (Kaplan–Meier): the ones that ended first are the quick ones.
    /// </summary>
    /// <param name="ages">Of the calls still going, seconds.</param>
    /// <returns>Null where nothing is known.</returns>
    public double? PerSecond(IEnumerable<double> ages)
    {
        if (Accepted == 0 || seconds <= 0) return null;
        if (Time is { } time) return time.PerSecond(usual.Mean);
        var mean = SurvivalMean.Of(took, [.. ages]);
        return mean > 0 ? Work / Answers / mean : null;
    }
}
