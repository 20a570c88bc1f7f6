namespace Sluice.Engine.Sampling;

/// <summary>Where sorted weights would be cut, found without sorting them: they are counted by size class, and only the class of the cut is sorted.</summary>
internal sealed class WeightCut
{
    const int Shift = 19;     // bits of a float left out of its class: 16 classes from one power of two to the next
    const int Classes = 480;  // down to 2^-30 of the best; what is below is one class

    readonly int[] counts = new int[Classes];
    readonly double[] masses = new double[Classes];
    float[] border = new float[64];

    /// <summary>The smallest weight that is kept, and how many of that size are.</summary>
    /// <param name="weights">Positive.</param>
    /// <param name="best">None is larger.</param>
    /// <param name="most">At most so many are kept, from the largest on; at least 1.</param>
    /// <param name="mass">No more than reach it; the largest is kept in any case.</param>
    public (float Least, int Ties) Find(ReadOnlySpan<float> weights, float best, int most, double mass)
    {
        var top = BitConverter.SingleToInt32Bits(best) >> Shift;
        Array.Clear(counts);
        Array.Clear(masses);
        foreach (var weight in weights)
        {
            var at = ClassOf(weight, top);
            counts[at]++;
            masses[at] += weight;
        }

        var (count, sum, cut) = (0, 0.0, 0);
        while (cut < Classes - 1 && count + counts[cut] < most && sum + masses[cut] < mass)
        {
            count += counts[cut];
            sum += masses[cut++];
        }
        return Within(Sorted(weights, top, cut), most - count, mass - sum);
    }

    static int ClassOf(float weight, int top) => Math.Clamp(top - (BitConverter.SingleToInt32Bits(weight) >> Shift), 0, Classes - 1);

    /// <summary>The weights of one class, largest first.</summary>
    ReadOnlySpan<float> Sorted(ReadOnlySpan<float> weights, int top, int wanted)
    {
        if (border.Length < counts[wanted])
            border = new float[counts[wanted]];
        var count = 0;
        foreach (var weight in weights)
        {
            if (ClassOf(weight, top) == wanted)
                border[count++] = weight;
        }
        var found = border.AsSpan(0, count);
        found.Sort();
        found.Reverse();
        return found;
    }

    static (float Least, int Ties) Within(ReadOnlySpan<float> sorted, int most, double mass)
    {
        if (sorted.IsEmpty) // sums rounded otherwise: all above are kept
            return (float.Epsilon, 0);
        var (at, ties, sum) = (0, 0, 0.0);
        do
        {
            ties = at > 0 && sorted[at] == sorted[at - 1] ? ties + 1 : 1;
            sum += sorted[at++];
        }
        while (at < sorted.Length && at < most && sum < mass);
        return (sorted[at - 1], ties);
    }
}
