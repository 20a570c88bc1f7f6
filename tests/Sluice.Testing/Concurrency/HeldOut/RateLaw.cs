using System.Globalization;

namespace Sluice.Testing.Concurrency.HeldOut;

/// <summary>How a server's rate answers to concurrency.</summary>
/// <param name="Name">With its numbers.</param>
/// <param name="Rate">Tokens per second with so many requests writing.</param>
public sealed record RateLaw(string Name, Func<double, double> Rate)
{
    /// <summary>One of the shapes that servers have, at a random place.</summary>
    public static RateLaw Draw(Random random)
    {
        var alone = LogEven(random, 15, 150);
        var knee = LogEven(random, 8, 800);
        return random.Next(8) switch
        {
            0 or 1 => Roofline(alone, knee, LogEven(random, 1.2, 6)),
            2 => Falling(alone, Math.Min(knee, 400), LogEven(random, 0.05, 0.5)),
            3 => Usl(alone, LogEven(random, 0.002, 0.05), LogEven(random, 1e-6, 3e-4)),
            4 => Plateau(alone, Math.Min(knee, 300), LogEven(random, 1.5, 5), LogEven(random, 1.5, 6)),
            5 => Experts(alone, LogEven(random, 3, 16), knee),
            6 => Padded(alone, knee),
            _ => Power(alone, 0.55 + 0.35 * random.NextDouble()),
        };
    }

    static RateLaw Roofline(double alone, double knee, double sharp) =>
        new(Text($"roofline, {alone:0} tokens/s alone, knee at {knee:0}, sharpness {sharp:0.0}"), n => alone * n / Math.Pow(1 + Math.Pow(n / knee, sharp), 1 / sharp));

    static RateLaw Falling(double alone, double knee, double loss) =>
        new(Text($"{alone:0} tokens/s alone, best at {knee:0}, {loss:0%} less with each doubling beyond"), n => alone * Math.Min(n, knee) * (n <= knee ? 1 : Math.Pow(1 - loss, Math.Log2(n / knee))));

    static RateLaw Usl(double alone, double contention, double coherence) =>
        new(Text($"{alone:0} tokens/s alone, contention {contention:0.000}, coherence {coherence:0.0e+0}"), n => alone * n / (1 + contention * (n - 1) + coherence * n * (n - 1)));

    static RateLaw Plateau(double alone, double at, double wide, double higher) =>
        new(Text($"{alone:0} tokens/s alone, flat from {at:0} to {at * wide:0}, then up to {higher:0.0} times as much"),
            n => alone * (n <= at ? n : n <= at * wide ? at * (1 + 0.05 * Math.Log2(n / at)) : at * Math.Min(higher, n / (at * wide)) * (1 + 0.05 * Math.Log2(wide))));

    static RateLaw Experts(double alone, double flat, double knee) =>
        new(Text($"experts: {alone:0} tokens/s alone, hardly more up to {flat:0}, knee at {flat * knee:0}"), n => alone * Math.Pow(Math.Min(n, flat), 0.35) * Math.Max(1, n / flat) / Math.Sqrt(1 + Math.Pow(n / flat / knee, 2)));

    static RateLaw Padded(double alone, double knee) =>
        new(Text($"{alone:0} tokens/s alone, batches padded to 1, 2, 4, 8, 16, 24 …, knee at {knee:0}"), n => alone * n / Math.Sqrt(1 + Math.Pow((n <= 8 ? Math.Pow(2, Math.Ceiling(Math.Log2(Math.Max(1, n)))) : 8 * Math.Ceiling(n / 8)) / knee, 2)));

    static RateLaw Power(double alone, double power) => new(Text($"{alone:0} tokens/s alone, rising for ever with the power {power:0.00}"), n => alone * Math.Pow(n, power));

    /// <summary>From one number to another, each order of magnitude as often as any other.</summary>
    public static double LogEven(Random random, double low, double high) => low * Math.Pow(high / low, random.NextDouble());

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
