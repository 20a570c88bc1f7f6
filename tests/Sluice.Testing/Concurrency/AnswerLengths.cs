namespace Sluice.Testing.Concurrency;

/// <summary>How long the answers of a run's records are. By the number of the record, so that every limiter gets the same records.</summary>
/// <param name="of">(bits drawn for the record) → tokens.</param>
public sealed class AnswerLengths(Func<uint, int> of)
{
    const uint Golden = 2654435761;

    /// <summary>Every length from the shortest to the longest as often as any other.</summary>
    public static AnswerLengths Even(int shortest, int longest) => new(bits => shortest + (int)(bits % (longest - shortest + 1)));

    /// <summary>Most are short and a few are very long: lognormal around a median.</summary>
    public static AnswerLengths HeavyTailed(double median, double sigma, int longest) =>
        new(bits => Math.Clamp((int)(median * Math.Exp(sigma * Normal(bits))), 1, longest));

    public int Of(int record, int seed) => of(Mix((uint)record * Golden + (uint)seed));

    /// <summary>A draw of the normal distribution from bits that are evenly distributed.</summary>
    public static double Normal(uint bits)
    {
        var first = (Mix(bits) + 1.0) / ((double)uint.MaxValue + 2);
        var second = Mix(bits ^ 0x9e3779b9) / ((double)uint.MaxValue + 1);
        return Math.Sqrt(-2 * Math.Log(first)) * Math.Cos(2 * Math.PI * second);
    }

    static uint Mix(uint x)
    {
        x ^= x >> 16;
        x *= 0x7feb352d;
        x ^= x >> 15;
        x *= 0x846ca68b;
        return x ^ (x >> 16);
    }
}
