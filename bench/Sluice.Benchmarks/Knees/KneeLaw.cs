namespace Sluice.Benchmarks.Knees;

/// <summary>A kind of server whose rate is known at each concurrency; each run draws its place.</summary>
/// <param name="Draw">The tokens a second at a concurrency, and how many requests run at once.</param>
internal sealed record KneeLaw(string Name, Func<Random, (Func<double, double> Rate, int Cap)> Draw)
{
    const double Each = 50; // tokens/s of a request alone

    public static IReadOnlyList<KneeLaw> All { get; } =
    [
        new("sharp: in proportion, then level", random => Level(random.Next(6, 60))),
        new("smooth: n ÷ (n + K)", random => (Of(2 + 18 * random.NextDouble(), static (n, half) => Each * half * n / (n + half)), int.MaxValue)),
        new("admission cap: the rest waits", random => (static n => Each * n, random.Next(6, 60))),
        new("declines after the knee", random => (Of(random.Next(6, 60), static (n, knee) => Each * Math.Min(n, knee) * Math.Max(0.5, 1 - 0.004 * Math.Max(0, n - knee))), int.MaxValue)),
        new("contention and coherence (USL)", random => (Of(0.01 + 0.06 * random.NextDouble(), static (n, sigma) => Each * n / (1 + sigma * (n - 1) + 0.0004 * n * (n - 1))), int.MaxValue)),
        new("saturating, then capped", random => (Of(16.0, static (n, half) => n / (0.015 * (1 + n / half))), random.Next(20, 64))),
    ];

    static (Func<double, double>, int) Level(double knee) => (n => Each * Math.Min(n, knee), int.MaxValue);

    static Func<double, double> Of(double parameter, Func<double, double, double> law) => n => law(n, parameter);
}
