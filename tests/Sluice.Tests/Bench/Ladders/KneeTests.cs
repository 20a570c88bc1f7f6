using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Testing;

namespace Sluice.Tests.Bench.Ladders;

public sealed class KneeTests
{
    static readonly int[] Doubling = [1, 2, 4, 8, 16, 32, 64, 128];

    /// <summary>The work of a level grows with it: a ladder to 64 costs half, and with knees half as high it is as hard.</summary>
    static readonly int[] ToSixtyFour = [1, 2, 4, 8, 16, 32, 64];

    [Fact]
    public void The_interval_of_the_knee_holds_the_true_one_in_nine_of_ten_runs()
    {
        var (held, open, width) = (0, 0, 0.0);
        for (var seed = 0; seed < 200; seed++)
        {
            var knee = new Random(seed).Next(4, 30);
            var found = Knee.Of(Ladder.Of(LawServer.WithKnee(knee, seed).Ladder(ToSixtyFour, rounds: 10))[0]);
            if (found.Interval!.Value.Holds(knee)) held++;
            if (double.IsInfinity(found.Interval.Value.High)) open++;
            width += Math.Log2(Math.Min(64, found.Interval.Value.High) / found.Interval.Value.Low);
        }

        Assert.InRange(held, 182, 200); // of 200: 91 %
        Assert.InRange(open, 0, 10);
        Assert.InRange(width / 200, 0, 1.2); // about a step of the ladder: an interval that says something
    }

    /// <summary>Steps in a row are alike, so a level is quick or slow as a whole and its ten batches hardly show it.</summary>
    [Fact]
    public void The_interval_of_the_knee_holds_on_a_server_that_drifts()
    {
        var held = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var knee = new Random(seed).Next(4, 30);
            var server = new LawServer { Step = running => Math.Max(1, running / (double)knee) / 50, Disturbance = Drift, LeastTokens = 8, MostTokens = 24, Seed = seed };
            if (Knee.Of(Ladder.Of(server.Ladder(ToSixtyFour, rounds: 10))[0]).Interval!.Value.Holds(knee)) held++;
        }

        Assert.InRange(held, 91, 100);

        static Func<double> Drift(Random random)
        {
            const double memory = 0.98, deviation = 0.05;
            var state = deviation * Normal(random);
            return () => 1 + (state = memory * state + Math.Sqrt(1 - memory * memory) * deviation * Normal(random));
        }

        static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(24, 32)]
    [InlineData(32, 32)]
    public void The_knee_is_the_smallest_level_that_gives_nearly_the_best_rate(double knee, int level) =>
        Assert.Equal(level, Knee.Of(Ladder.Of(LawServer.WithKnee(knee, 1, noise: 0).Ladder(Doubling, rounds: 10))[0]).Level);

    [Fact]
    public void A_ladder_that_still_rises_has_no_knee_but_a_lower_bound()
    {
        var knee = Knee.Of(Ladder.Of(LawServer.WithKnee(1000, 1).Ladder(Doubling, rounds: 8))[0]);

        Assert.Null(knee.Level);
        Assert.Contains("still rising at 128", knee.Missing, StringComparison.Ordinal);
        Assert.InRange(knee.Interval!.Value.Low, 100, 128);
        Assert.Equal(double.PositiveInfinity, knee.Interval.Value.High);
    }

    [Fact]
    public void Two_levels_are_too_few_for_a_knee() =>
        Assert.Contains("three levels", Knee.Of(Ladder.Of(LawServer.WithKnee(10, 1).Ladder([1, 2], rounds: 8))[0]).Missing, StringComparison.Ordinal);

    [Fact]
    public void Where_one_topology_overtakes_the_other_is_told_with_an_interval()
    {
        // The first gives 50 tok/s a request up to 16, the second 35 up to 64: they cross where 35 n = 800.
        var log = new BenchLog
        {
            Levels = [.. LawServer.WithKnee(16, 1).Ladder(Doubling, 12, "solo").Levels, .. LawServer.WithKnee(64, 2, tokensPerSecond: 35).Ladder(Doubling, 12, "cluster").Levels],
        };

        var crossing = Crossing.Of(Ladder.Of(log)).Single(each => each.Metric == "output tok/s");

        Assert.True(crossing.Interval!.Value.Holds(800 / 35.0));
        Assert.InRange(crossing.Interval.Value.High - crossing.Interval.Value.Low, 0.01, 8);
        Assert.False(crossing.Falls);
        Assert.StartsWith("output tok/s: cluster overtakes solo at about", crossing.Sentence, StringComparison.Ordinal);
        Assert.Equal(Comparison.Worse, crossing.Levels[0].Ratio!.Verdict);
        Assert.Equal(Comparison.Better, crossing.Levels[^1].Ratio!.Verdict);
    }

    [Fact]
    public void Two_equal_topologies_are_too_close_to_call()
    {
        var log = new BenchLog { Levels = [.. LawServer.WithKnee(16, 1).Ladder(Doubling, 8, "a").Levels, .. LawServer.WithKnee(16, 2).Ladder(Doubling, 8, "b").Levels] };

        var crossing = Crossing.Of(Ladder.Of(log)).Single(each => each.Metric == "output tok/s");

        Assert.Null(crossing.Interval);
        Assert.Contains("too close to call", crossing.Sentence, StringComparison.Ordinal);
    }
}
