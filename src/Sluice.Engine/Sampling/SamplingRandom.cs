namespace Sluice.Engine.Sampling;

/// <summary>The random numbers of one request: SplitMix64 (Steele, Lea, Flood 2014), the same on every platform and runtime.</summary>
internal struct SamplingRandom(ulong seed)
{
    ulong state = seed;

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }
}
