namespace Sluice.Pipeline.Concurrency;

/// <summary>The mean of times of which some are known only to be longer than so much: Kaplan and Meier 1958.</summary>
internal static class SurvivalMean
{
    /// <param name="ended">At least one.</param>
    /// <param name="going">How long the others have gone on.</param>
    public static double Of(IReadOnlyList<double> ended, double[] going)
    {
        var times = ended.ToArray();
        Array.Sort(times);
        Array.Sort(going);
        var (mean, alive, last, open) = (0.0, 1.0, 0.0, 0);
        for (var i = 0; i < times.Length; i++)
        {
            mean += alive * (times[i] - last);
            last = times[i];
            while (open < going.Length && going[open] < times[i]) open++;
            var atRisk = times.Length - i + going.Length - open;
            alive *= 1 - 1.0 / atRisk;
        }

        return alive <= 0 ? mean : mean + alive * Tail(times, going);
    }

    /// <summary>How much longer the longest go on: by how often calls of the longer half ended.</summary>
    static double Tail(double[] times, double[] going)
    {
        var from = times[times.Length / 2];
        var ends = times.Count(time => time > from);
        if (ends == 0) (from, ends) = (0, times.Length);
        return times.Concat(going).Sum(time => Math.Max(0, time - from)) / ends;
    }
}
