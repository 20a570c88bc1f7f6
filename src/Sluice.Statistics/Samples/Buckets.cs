namespace Sluice.Statistics.Samples;

/// <summary>
/// A sample too large to keep: values that are not negative, counted in buckets a 2048th of their size wide. A value that is read back is off by
/// no more than 0.025 %; count, mean and deviation are exact. Two megabytes, however many there are.
/// </summary>
public sealed class Buckets
{
    /// <summary>Low bits of a single-precision number that a bucket does not tell apart: 12 of its 23 after the point remain, one of them by rounding.</summary>
    const int Shift = 12;

    readonly int[] _counts = new int[int.MaxValue >> Shift];
    double _sum, _squares;

    public int Count { get; private set; }

    public double Mean => _sum / Count;

    /// <summary>With n − 1 below the line.</summary>
    public double Deviation => Count < 2 ? 0 : Math.Sqrt(Math.Max(0, _squares - _sum * _sum / Count) / (Count - 1));

    public double Least { get; private set; } = double.PositiveInfinity;

    public double Most { get; private set; } = double.NegativeInfinity;

    public void Add(double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        _counts[BitConverter.SingleToInt32Bits((float)value) >> Shift]++;
        (_sum, _squares, Count) = (_sum + value, _squares + value * value, Count + 1);
        (Least, Most) = (Math.Min(Least, value), Math.Max(Most, value));
    }

    /// <summary>The value of this rank in rising order, from 1.</summary>
    public double At(int rank)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(rank - 1), (uint)(Count - 1), nameof(rank));
        var bucket = -1;
        for (var below = 0; below < rank;) below += _counts[++bucket];
        var (low, high) = (BitConverter.Int32BitsToSingle(bucket << Shift), BitConverter.Int32BitsToSingle(bucket + 1 << Shift));
        return Math.Clamp((low + (double)high) / 2, Least, Most);
    }

    /// <summary>The value below which this share lies.</summary>
    public double Quantile(double share) => At((int)Math.Clamp(Math.Round((Count - 1) * share) + 1, 1, Count));
}
