using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;
using Sluice.Protocol.Failures;
using Sluice.Statistics.Intervals;
using Sluice.Testing;

namespace Sluice.Tests.Bench.Ladders;

public sealed class DecisionTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.3085)]
    [InlineData(8, 10, 0.4439, 0.9748)]
    [InlineData(10, 10, 0.6915, 1)]
    public void A_shares_interval_is_that_of_the_tables(int successes, int trials, double low, double high)
    {
        // Clopper and Pearson 1934, as tabulated in Diem, Documenta Geigy, 95 %.
        var interval = Proportion.Interval(successes, trials);

        Assert.Equal(low, interval.Low, 1e-4);
        Assert.Equal(high, interval.High, 1e-4);
    }

    [Fact]
    public void A_request_is_good_when_it_keeps_every_limit_and_unknown_while_it_still_could()
    {
        var target = new LatencyTarget(TtftMs: 500, TpotMs: 100, EndToEndMs: null);
        var good = Request(first: 0.4, last: 1.3, tokens: 10);

        Assert.True(target.IsGood(good));
        Assert.False(target.IsGood(Request(first: 0.6, last: 1.3, tokens: 10)));
        Assert.False(target.IsGood(Request(first: 0.4, last: 1.5, tokens: 10)));
        Assert.False(target.IsGood(good with { Failure = FailureReason.Server }));
        Assert.Null(target.IsGood(good with { Failure = FailureReason.Cancelled }));
        Assert.False(target.IsGood(good with { Failure = FailureReason.Cancelled, Chunks = [], End = TimeSpan.FromSeconds(0.7) }));
        Assert.Null(target.IsGood(good with { Failure = FailureReason.Cancelled, Chunks = [], End = TimeSpan.FromSeconds(0.3) }));
    }

    [Fact]
    public void The_largest_concurrency_within_a_target_is_told_with_what_is_sure()
    {
        // A step takes 20 ms up to 16 running and n/16 times that beyond: TPOT 40 ms at 32.
        var ladder = Ladder.Of(LawServer.WithKnee(16, 1, noise: 0.02).Ladder([1, 4, 16, 32, 64], rounds: 10))[0];
        var target = new LatencyTarget(null, 30, null);

        var goodputs = ladder.Levels.Select(level => Goodput.Of(level, target)).ToList();

        Assert.Equal((16, 16, 16), Goodput.Largest(goodputs, target));
        Assert.Equal((4, null, 4), Goodput.Largest([.. goodputs.Take(2)], target)); // too few requests to be sure
        Assert.Equal(TargetVerdict.Within, goodputs[2].Verdict);
        Assert.Equal(TargetVerdict.Missed, goodputs[3].Verdict);
        Assert.Equal(0, goodputs[3].RequestsPerSecond);
    }

    [Fact]
    public void Costs_are_those_of_the_steady_rate()
    {
        var level = LevelFigures.Of(new LawServer { Step = _ => 0.01, LeastTokens = 50, MostTokens = 50 }.Level(10, rounds: 8)); // 1,000 tok/s, 20 answers a second

        var cost = new RunningCost(PerHour: 3.6, Watts: 500).Of(level);

        Assert.Equal(1.0, cost.PerMillionTokens!.Value, 1e-6);
        Assert.Equal(0.05, cost.PerThousandRecords!.Value, 1e-6);
        Assert.Equal(0.5, cost.JoulesPerToken!.Value, 1e-6);
        Assert.Equal(500 / 72.0, cost.WattHoursPerThousandRecords!.Value, 1e-6);
        Assert.Null(new RunningCost(null, 1).Of(level).PerMillionTokens);
    }

    [Fact]
    public void Two_equal_servers_are_hardly_ever_told_apart()
    {
        var apart = 0;
        for (var run = 0; run < 200; run++)
        {
            var (a, b) = (LawServer.WithKnee(100, 2 * run, noise: 0.3), LawServer.WithKnee(100, 2 * run + 1, noise: 0.3));
            var compared = ServerComparison.Of(Turns(a, "a"), Turns(b, "b"), margin: 0.001);
            if (compared.Single(level => level.Metric == "output tok/s").Ratio!.Verdict is Comparison.Better or Comparison.Worse) apart++;
        }

        Assert.InRange(apart, 0, 14); // of 200, where 10 are expected

        static List<LevelLog> Turns(LawServer server, string name) => [.. Enumerable.Range(1, 4).Select(turn => server.Level(4, 3, name, repeat: turn))];
    }

    [Fact]
    public void Better_worse_same_and_undecided_are_told_apart()
    {
        Assert.Equal(Comparison.Better, Verdict([(100, 110), (100, 111), (100, 109)]));
        Assert.Equal(Comparison.Worse, Verdict([(100, 90), (100, 91), (100, 89)]));
        Assert.Equal(Comparison.Same, Verdict([(100, 100.1), (100, 99.9), (100, 100)]));
        Assert.Equal(Comparison.Undecided, Verdict([(100, 130), (100, 80), (100, 105)]));
        Assert.Equal(Comparison.Worse, Ratio.OfPairs([(100, 110), (100, 111), (100, 109)], lessIsBetter: true)!.Verdict);
        Assert.Null(Ratio.OfPairs([(1, 1), (1, 1)], false));

        static Comparison Verdict((double, double)[] pairs) => Ratio.OfPairs(pairs, lessIsBetter: false)!.Verdict;
    }

    static RequestEvents Request(double first, double last, int tokens) => new()
    {
        Id = 1,
        Scheduled = TimeSpan.Zero,
        Sent = TimeSpan.Zero,
        End = TimeSpan.FromSeconds(last),
        OutputTokens = tokens,
        Chunks = [new ChunkEvent(TimeSpan.FromSeconds(first), 0, 1, 0, null), new ChunkEvent(TimeSpan.FromSeconds(last), 0, 1, 0, null)],
    };
}
