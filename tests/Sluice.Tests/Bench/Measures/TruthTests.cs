using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;
using Sluice.Protocol.Failures;
using Sluice.Testing;

namespace Sluice.Tests.Bench.Measures;

/// <summary>Figures held to laws that are known: exact where nothing is left to chance, as often as said where something is.</summary>
public sealed class TruthTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(100)]
    public void Every_figure_of_a_server_without_chance_is_exact(int concurrency)
    {
        static double Step(int running) => 0.01 + 0.002 * running;
        var server = new LawServer { Step = Step, Prefill = 0.25, LeastTokens = 20, MostTokens = 20 };
        var step = Step(concurrency);

        var figures = LevelFigures.Of(server.Level(concurrency, rounds: 8));

        // All run together: a round is the prefill and twenty steps.
        var round = 0.25 + 20 * step;
        Assert.Equal(concurrency * 20 / round, figures.OutputTps.Value!.Value, 1e-4 * concurrency);
        Assert.Equal(concurrency * 100 / round, figures.PromptTps.Value!.Value, 1e-3 * concurrency);
        Assert.Equal(3600 * concurrency / round, figures.RecordsPerHour.Value!.Value, 1e-2 * concurrency);
        Assert.Equal(1000 * (0.25 + step), figures.Ttft.Mean.Value!.Value, 1e-3);
        Assert.Equal(1000 * step, figures.Tpot.Mean.Value!.Value, 1e-3);
        Assert.Equal(1000 * step, figures.Itl.Mean.Value!.Value, 1e-3);
        Assert.Equal(1000 * round, figures.EndToEnd.Mean.Value!.Value, 1e-3);
        Assert.Equal(concurrency, figures.Held!.Value.Mean, 1e-6);
        Assert.InRange(figures.OutputTps.RelativeHalfWidth!.Value, 0, 1e-5);
        Assert.Null(AdmissionCap.Of(new Ladder("law", "w", Sluice.Bench.Events.LoadKind.Closed, [figures])));
    }

    [Fact]
    public void Requests_that_had_not_ended_raise_the_waits_that_dropping_them_would_hide()
    {
        // 64 places and 128 asked: the second half waits for the first to end, and the run is cut before they answer.
        var cut = LevelFigures.Of(new LawServer { Step = _ => 0.02, Cap = 64, LeastTokens = 100, MostTokens = 100 }.Level(128, rounds: 20, until: 1.9));

        Assert.Equal((64, 64), (cut.Ttft.N, cut.Ttft.Censored));
        Assert.Equal(20, cut.Ttft.P50.Value!.Value, 1e-6);
        Assert.Null(cut.Ttft.P90.Value);
        Assert.Contains("64 of 128 had not ended", cut.Ttft.P90.Missing, StringComparison.Ordinal);
        Assert.Contains("at least", cut.Ttft.Mean.Missing, StringComparison.Ordinal);
        Assert.Equal(128, cut.Tally.Unfinished);
    }

    [Fact]
    public void Requests_that_a_server_starves_from_the_beginning_count_as_waiting_although_the_load_became_steady_without_them()
    {
        // Two of four places go on and on; two requests of the first moment never get a token.
        var fair = new LawServer { Step = _ => 0.02, LeastTokens = 10, MostTokens = 10 }.Level(2, rounds: 20);
        var end = fair.Requests.Max(request => request.End);
        var starved = fair with
        {
            Plan = fair.Plan with { Concurrency = 4 },
            Requests = [.. fair.Requests, .. Enumerable.Range(1000, 2).Select(id => fair.Requests[0] with { Id = id, Sent = default, Scheduled = default, End = end, Chunks = [], OutputTokens = null, Failure = FailureReason.Cancelled })],
        };

        var figures = LevelFigures.Of(starved);

        Assert.NotNull(figures.Window);
        Assert.Equal((2, 2), (figures.Ttft.Censored, figures.EndToEnd.Censored));
    }

    [Theory]
    [InlineData(8, 16)]
    [InlineData(24, 64)]
    public void A_servers_admission_cap_is_found_and_named(int cap, int concurrency)
    {
        var server = new LawServer { Step = _ => 0.02, Cap = cap, LeastTokens = 30, MostTokens = 50 };
        var ladder = Ladder.Of(server.Ladder([1, 4, concurrency], rounds: 8))[0];

        var found = AdmissionCap.Of(ladder)!;

        Assert.Equal((cap, concurrency), (found.Requests, found.From));
        Assert.Null(AdmissionCap.Of(ladder with { Levels = [.. ladder.Levels.Take(2)] }));
    }

    [Fact]
    public void The_interval_of_a_rate_holds_the_true_one_as_often_as_said()
    {
        var held = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var rate = LevelFigures.Of(LawServer.WithKnee(100, seed).Level(10, rounds: 12)).OutputTps;
            if (rate.Interval!.Value.Holds(500)) held++;
        }

        Assert.InRange(held, 182, 200); // of 200: 91 %
    }
}
