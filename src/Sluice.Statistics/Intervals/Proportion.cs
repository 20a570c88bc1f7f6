namespace Sluice.Statistics.Intervals;

/// <summary>The share of successes in independent trials.</summary>
public static class Proportion
{
    /// <summary>Clopper and Pearson's exact interval (1934): the shares under which so few, or so many, successes are not yet too rare.</summary>
    public static Interval Interval(int successes, int trials, double confidence = 0.95)
    {
        var tail = (1 - confidence) / 2;
        return new Interval(
            successes == 0 ? 0 : Solve(share => 1 - AtMost(successes - 1, trials, share), tail),
            successes == trials ? 1 : Solve(share => 1 - AtMost(successes, trials, share), 1 - tail));
    }

    static double AtMost(int k, int n, double share) => k >= n ? 1 : SpecialFunctions.RegularizedBeta(n - k, k + 1, 1 - share);

    /// <summary>Where a rising function reaches a value, by bisection.</summary>
    static double Solve(Func<double, double> rising, double value)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (rising(middle) < value) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
