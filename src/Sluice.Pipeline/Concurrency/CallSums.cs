namespace Sluice.Pipeline.Concurrency;

/// <summary>Calls that ended, by their time and their work, for work per second of a call and how sure that is.</summary>
internal sealed class CallSums
{
    readonly List<double> took = [];
    double seconds, secondsSquared, workSquared, workSeconds;

    public int Answers => took.Count;

    public int Accepted { get; private set; }

    public double Work { get; private set; }

    /// <summary>Mean time of all calls by that of those that ended, when <see cref="PerSecond"/> was last asked for.</summary>
    public double Unseen { get; private set; } = 1;

    /// <summary>
    /// Relative standard error of work per second as a ratio of two sums: √Σ(w − r·l)² / Σw (Cochran, Sampling Techniques, 6.4).
    /// Infinite below two answers.
    /// </summary>
    public double Spread
    {
        get
        {
            if (Answers < 2 || Work <= 0 || seconds <= 0) return double.PositiveInfinity;
            var ratio = Work / seconds;
            var residuals = workSquared - 2 * ratio * workSeconds + ratio * ratio * secondsSquared;
            return Math.Sqrt(Math.Max(0, residuals) * Answers / (Answers - 1)) / Work;
        }
    }

    public void Add(TimeSpan latency, double work)
    {
        var time = latency.TotalSeconds;
        took.Add(time);
        seconds += time;
        secondsSquared += time * time;
        Work += work;
        workSquared += work * work;
        workSeconds += work * time;
        if (work > 0) Accepted++;
    }

    /// <summary>
    /// Mean work by mean time of all calls, those still going included: the ones that ended first are the short ones. The mean time
    /// is that of the Kaplan–Meier curve, the mean work follows from it by the line of work on time.
    /// </summary>
    /// <param name="ages">Of the calls still going, seconds.</param>
    /// <returns>Null where nothing is known.</returns>
    public double? PerSecond(IEnumerable<double> ages)
    {
        if (Answers == 0 || seconds <= 0) return null;
        var mean = SurvivalMean.Of(took, [.. ages]);
        var spread = secondsSquared - seconds * seconds / Answers;
        var slope = spread > 1e-9 * secondsSquared ? (workSeconds - Work * seconds / Answers) / spread : Work / seconds;
        Unseen = mean / (seconds / Answers);
        return mean > 0 ? Math.Max(0, Work / Answers + slope * (mean - seconds / Answers)) / mean : null;
    }
}
