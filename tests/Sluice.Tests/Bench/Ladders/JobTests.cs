using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;
using Sluice.Bench.Reporting;
using Sluice.Testing;

namespace Sluice.Tests.Bench.Ladders;

public sealed class JobTests
{
    /// <summary>A step of n requests takes 10 ms up to 4 running: 100 tok/s for each, with 50 tokens a record.</summary>
    static readonly LawServer Law = new() { Step = running => Math.Max(1, running / 4.0) / 100, LeastTokens = 50, MostTokens = 50 };

    [Fact]
    public void A_job_takes_its_tokens_over_the_rate()
    {
        var level = LevelFigures.Of(Law.Level(4, rounds: 8)); // 400 tok/s, 8 records a second

        Assert.Equal(1000 * 700 / 400.0, new Job(1000, 700).SecondsAt(level).Value!.Value, 1e-3);
        Assert.Equal(1000 / 8.0, new Job(1000, null).SecondsAt(level).Value!.Value, 1e-3);
        Assert.Null(new Job(1000, 700).SecondsAt(LevelFigures.Of(level.Log with { Requests = [] })).Value);
    }

    [Fact]
    public void A_job_is_told_in_one_sentence_from_one_at_a_time_to_the_knee()
    {
        var ladder = Ladder.Of(Law.Ladder([1, 2, 4, 8], rounds: 8))[0];

        Assert.Equal("100 tokens/s one at a time, 400 at 4: 4.0 times; 124,000 records of 700 tokens take 10.0 days one at a time, 2.5 days at 4",
            JobText.Sentence(ladder, Knee.Of(ladder), new Job(124_000, 700)));
    }

    [Fact]
    public void A_server_that_gains_nothing_from_company_is_told_so()
    {
        var queue = new LawServer { Step = running => running / 100.0, LeastTokens = 50, MostTokens = 50 };
        var ladder = Ladder.Of(queue.Ladder([1, 2, 4], rounds: 8))[0];

        Assert.Equal("100 tokens/s one at a time, and no more with more in flight; 100 records take 50.0 seconds one at a time", JobText.Sentence(ladder, Knee.Of(ladder), new Job(100, null)));
    }

    [Fact]
    public void A_ladder_without_a_rate_says_nothing_of_a_job()
    {
        var ladder = new Ladder("b", "w", LoadKind.Closed, [LevelFigures.Of(Law.Level(1, 3) with { Requests = [] })]);

        Assert.Null(JobText.Sentence(ladder, null, new Job(100, 1)));
    }
}
