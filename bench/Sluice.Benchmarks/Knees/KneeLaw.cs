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
        new("roofline with a soft knee", random => (Of(random.Next(6, 60), static (n, knee) => Each * n / Math.Pow(1 + Math.Pow(n / knee, 4), 0.25)), int.MaxValue)),
        new("steps: batches padded to 1, 2, 4, 8, 16, 24 …", random => (Of(4 + 40 * random.NextDouble(), static (n, knee) => Each * n / Math.Max(1, 0.3 + 0.7 * Padded(n) / knee)), int.MaxValue)),
        new("preempts past the knee: loses up to 40 %", random => (Of(random.Next(6, 60), static (n, knee) => Each * Math.Min(n, knee) * (n < 1.3 * knee ? 1 : Math.Max(0.6, 1 - 0.5 * (n / (1.3 * knee) - 1)))), int.MaxValue)),
        new("in proportion, no knee", _ => (static n => Each * n, int.MaxValue)),
        new("rises for ever: n to the 0.6", _ => (static n => Each * Math.Pow(n, 0.6), int.MaxValue)),
        new("level from the first", _ => (static _ => Each, int.MaxValue)),
    ];

    static double Padded(double n) => n <= 1 ? 1 : n <= 2 ? 2 : n <= 4 ? 4 : 8 * Math.Ceiling(n / 8);

    static (Func<double, double>, int) Level(double knee) => (n => Each * Math.Min(n, knee), int.MaxValue);

    static Func<double, double> Of(double parameter, Func<double, double, double> law) => n => law(n, parameter);
}
