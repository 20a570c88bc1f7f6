namespace Sluice.Pipeline.Running;

/// <summary>Sums what happened in each second of the last minute. Not thread-safe.</summary>
internal sealed class LastMinute
{
    const int Seconds = 60;

    readonly double[] sums = new double[Seconds];
    readonly long[] seconds = new long[Seconds]; // which second each sum is of
    bool any;

    public void Add(TimeSpan now, double amount)
    {
        var second = (long)now.TotalSeconds;
        var slot = second % Seconds;
        if (seconds[slot] != second) (seconds[slot], sums[slot]) = (second, 0);
        sums[slot] += amount;
        any = true;
    }

    /// <summary>Rate over the last minute, or since <paramref name="begin"/> when that is later. Null before anything happened and within the first second.</summary>
    public double? PerSecond(TimeSpan? begin, TimeSpan now)
    {
        if (!any || begin is not { } from) return null;
        var window = Math.Min(Seconds, (now - from).TotalSeconds);
        if (window < 1) return null;

        var oldest = (long)now.TotalSeconds - Seconds + 1;
        double sum = 0;
        for (var slot = 0; slot < Seconds; slot++) if (seconds[slot] >= oldest) sum += sums[slot];
        return sum / window;
    }
}
