namespace Sluice.Statistics.Survival;

/// <summary>
/// The share of waits that last longer than a time, when some were still waiting as they were last seen
/// (Kaplan and Meier 1958): those count as waiting until then and as unknown afterwards, instead of being dropped.
/// </summary>
public sealed class KaplanMeier
{
    readonly (double Time, double Longer)[] _steps;

    /// <param name="ended">Waits whose end was seen.</param>
    /// <param name="censored">How long the others had waited when they were last seen.</param>
    public KaplanMeier(IEnumerable<double> ended, IEnumerable<double> censored)
    {
        // An end and a last sight at the same time: the one that was seen was still waiting when the other ended.
        var all = ended.Select(time => (time, ends: true)).Concat(censored.Select(time => (time, ends: false)))
            .OrderBy(each => each.time).ThenByDescending(each => each.ends).ToArray();
        var steps = new List<(double, double)>();
        var longer = 1.0;
        for (var i = 0; i < all.Length; i++)
        {
            if (!all[i].ends) continue;
            longer *= 1 - 1.0 / (all.Length - i);
            steps.Add((all[i].time, longer));
        }

        _steps = [.. steps];
    }

    /// <summary>The time within which this share has ended; null when the censored waits hide it.</summary>
    public double? Quantile(double share)
    {
        foreach (var (time, longer) in _steps)
        {
            if (longer <= 1 - share + 1e-12) return time;
        }

        return null;
    }
}
