namespace Sluice.Testing.Concurrency;

/// <summary>How long the answers of a run's records are. By the number of the record, so that every limiter gets the same records.</summary>
/// <param name="of">(number of the record, bits drawn for it) → tokens.</param>
public sealed class AnswerLengths(Func<int, uint, int> of)
{
    const uint Golden = 2654435761;

    /// <summary>Every length from the shortest to the longest as often as any other.</summary>
    public static AnswerLengths Even(int shortest, int longest) => new((_, bits) => shortest + (int)(bits % (longest - shortest + 1)));

    /// <summary>Most are short and a few are very long: lognormal around a median.</summary>
    public static AnswerLengths HeavyTailed(double median, double sigma, int longest) =>
        new((_, bits) => Math.Clamp((int)(median * Math.Exp(sigma * Normal(bits))), 1, longest));

    /// <summary>Some short, the others long: labels and summaries in one run.</summary>
    public static AnswerLengths Mixed(int shortest, double shortShare, int longest) =>
        new((_, bits) => bits < shortShare * uint.MaxValue ? shortest / 2 + (int)(Mix(bits) % shortest) : longest / 2 + (int)(Mix(bits) % longest));

    /// <summary>By the order of the records: from one length to another, each up to a quarter shorter or longer by chance.</summary>
    public static AnswerLengths Ordered(int first, int last, int records) =>
        new((record, bits) => (int)((first + (last - first) * Math.Min(1.0, (double)record / records)) * (0.75 + bits / (2.0 * uint.MaxValue))));

    public int Of(int record, int seed) => of(record, Mix((uint)record * Golden + (uint)seed));

    /// <summary>A draw of the normal distribution from bits that are evenly distributed.</summary>
    public static double Normal(uint bits)
    {
        var first = (Mix(bits + 0x85ebca6b) + 1.0) / ((double)uint.MaxValue + 2);
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
