using Sluice.Bench.Ladders;
using Sluice.Benchmarks.Answers;
using Sluice.Testing;

namespace Sluice.Benchmarks.Knees;

/// <summary>How often the interval of the knee held the true one under one law and one noise.</summary>
/// <param name="Held">Of <see cref="Runs"/>.</param>
/// <param name="Open">Intervals without an upper end, since the ladder ended before the knee was sure.</param>
/// <param name="Width">Median of the interval's upper end over its lower, in doublings: steps of the ladder.</param>
internal sealed record KneeCoverage(KneeLaw Law, NoiseLaw Noise, int Held, int Open, double Width)
{
    public const int Runs = 200, Rounds = 10;

    public static readonly int[] Levels = [1, 2, 4, 8, 16, 32, 64, 128];

    public static KneeCoverage Of(KneeLaw law, NoiseLaw noise)
    {
        var (held, open, widths) = (0, 0, new double[Runs]);
        for (var seed = 0; seed < Runs; seed++)
        {
            var (rate, cap) = law.Draw(new Random(seed));
            var server = new LawServer { Step = running => running / rate(running), Cap = cap, Disturbance = noise.Make, LeastTokens = 8, MostTokens = 24, Seed = seed };
            var found = Knee.Of(Ladder.Of(server.Ladder(Levels, Rounds))[0]).Interval!.Value;
            if (found.Holds(TrueKnee(n => rate(Math.Min(n, cap))))) held++;
            if (double.IsInfinity(found.High)) open++;
            widths[seed] = Math.Log2(Math.Min(Levels[^1], found.High) / found.Low);
        }

        return new KneeCoverage(law, noise, held, open, Medians.Of(widths));
    }

    /// <summary>Where the law itself first gives the share of the best rate of the ladder, by the definition that the bench has; found on a grid of hundredths.</summary>
    static double TrueKnee(Func<double, double> rate)
    {
        double[] exact = [.. Levels.Select(level => rate(level))];
        var target = Knee.Share * exact.Where(each => each >= Knee.Share * exact.Max()).Average();
        var n = 1.0;
        while (rate(n) < target && n < Levels[^1]) n += 0.01;
        return n;
    }
}
