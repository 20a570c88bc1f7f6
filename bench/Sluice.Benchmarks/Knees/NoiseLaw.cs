namespace Sluice.Benchmarks.Knees;

/// <summary>How long steps last beside the law.</summary>
/// <param name="Make">For each level anew: what multiplies its steps, one after the other.</param>
internal sealed record NoiseLaw(string Name, Func<Random, Func<double>> Make)
{
    public static IReadOnlyList<NoiseLaw> All { get; } =
    [
        new("even, ± 10 %", random => () => 1 + 0.1 * (2 * random.NextDouble() - 1)),
        new("log-normal, σ 0.3", random => () => Math.Exp(0.3 * Normal(random) - 0.045)),
        new("stalls: one step in 50 lasts 5 times", random => () => (random.NextDouble() < 0.02 ? 5 : 1) / 1.08),
        new("drift: steps in a row alike, ± 5 %", random => Drift(random, 0.98, 0.05)),
        new("quick drift, ± 10 %", random => Drift(random, 0.9, 0.1)),
        new("slow drift, ± 3 %", random => Drift(random, 0.995, 0.03)),
        new("each level off by ± 1.5 % on its own", random => Level(1 + 0.015 * (2 * random.NextDouble() - 1), random)),
        new("each level off by ± 3 % on its own", random => Level(1 + 0.03 * (2 * random.NextDouble() - 1), random)),
    ];

    static Func<double> Drift(Random random, double memory, double deviation)
    {
        var state = deviation * Normal(random);
        return () => 1 + (state = memory * state + Math.Sqrt(1 - memory * memory) * deviation * Normal(random));
    }

    static Func<double> Level(double factor, Random random) => () => factor * (1 + 0.05 * (2 * random.NextDouble() - 1));

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
