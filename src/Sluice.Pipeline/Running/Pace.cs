namespace Sluice.Pipeline.Running;

/// <summary>
/// How fast records get through now, and how much that varies: counts in slots of five seconds over the last ten minutes. Not thread-safe.
/// </summary>
internal sealed class Pace
{
    const int Seconds = 5; // of a slot: long enough to hold some answers, short enough to have several soon
    const int Slots = 120;
    const int Fewest = 4;  // slots from which a spread is told
    const double Likely = 1.2816; // 90 % of a normal distribution lie below it: four of five ends lie within the range

    readonly long[] counts = new long[Slots];
    readonly long[] slots = new long[Slots]; // which slot each count is of

    public void Add(TimeSpan now)
    {
        var slot = (long)now.TotalSeconds / Seconds;
        if (slots[slot % Slots] != slot) (slots[slot % Slots], counts[slot % Slots]) = (slot, 0);
        counts[slot % Slots]++;
    }

    /// <summary>Time for so many records at the pace of the last minutes. Null before twenty seconds, and where nothing got through.</summary>
    public RemainingTime? For(long left, TimeSpan begin, TimeSpan now)
    {
        var last = (long)now.TotalSeconds / Seconds - 1; // the last whole one
        var first = Math.Max((long)Math.Ceiling(begin.TotalSeconds / Seconds), last - Slots + 2);
        var n = last - first + 1;
        if (n < Fewest) return null;

        var rates = Enumerable.Range(0, (int)n).Select(offset => (double)CountOf(first + offset) / Seconds).ToList();
        var mean = rates.Average();
        if (mean == 0) return null;

        // A prediction interval by batch means: what is to come varies as what was (m slots of it), and the mean itself is known only from n.
        var spread = Math.Sqrt(rates.Sum(rate => (rate - mean) * (rate - mean)) / (n - 1));
        var m = Math.Max(1, left / mean / Seconds);
        var half = Student(n - 1) * spread * Math.Sqrt(1.0 / n + 1 / m);
        return new RemainingTime(
            TimeSpan.FromSeconds(left / mean), TimeSpan.FromSeconds(left / (mean + half)),
            mean > half ? TimeSpan.FromSeconds(left / (mean - half)) : null);
    }

    long CountOf(long slot) => slots[slot % Slots] == slot ? counts[slot % Slots] : 0;

    /// <summary>The 90 % quantile of Student's t, by the expansion of Fisher and Cornish; within 1 % from three degrees of freedom.</summary>
    static double Student(long degrees)
    {
        const double z = Likely;
        return z + (z * z * z + z) / (4 * degrees) + (5 * Math.Pow(z, 5) + 16 * z * z * z + 3 * z) / (96.0 * degrees * degrees);
    }
}
