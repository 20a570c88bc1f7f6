namespace Sluice.Twin.Serving.Wire;

/// <summary>How late writes leave the server after the deadline of their newest token, in model seconds; counted in steps of an eighth of a power of two.</summary>
sealed class Lateness
{
    const double Least = 1e-6;      // seconds; what is earlier counts as this
    const int StepsOfDouble = 8;
    readonly long[] _counts = new long[30 * StepsOfDouble]; // up to 1,000 s

    public long Count => _counts.Sum();

    public void Add(double seconds) =>
        Interlocked.Increment(ref _counts[(int)Math.Clamp(Math.Log2(Math.Max(seconds, Least) / Least) * StepsOfDouble, 0, _counts.Length - 1)]);

    /// <summary>At most that share of the writes were later; rounded up to the step, so at most 9 % too high. Null when there was none.</summary>
    public double? Quantile(double share)
    {
        var (left, all) = (0L, Count);
        for (var i = 0; i < _counts.Length && all > 0; i++)
        {
            if ((left += _counts[i]) >= share * all) return Least * Math.Pow(2, (i + 1.0) / StepsOfDouble);
        }

        return null;
    }
}
