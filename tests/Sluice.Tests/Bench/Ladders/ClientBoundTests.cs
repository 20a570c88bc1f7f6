using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;
using Sluice.Bench.Reporting;
using Sluice.Testing;

namespace Sluice.Tests.Bench.Ladders;

public sealed class ClientBoundTests
{
    /// <summary>TTFT and TPOT are 20 ms.</summary>
    static readonly LevelLog Level = new LawServer { Step = _ => 0.02, LeastTokens = 30, MostTokens = 30 }.Level(4, rounds: 8);

    [Theory]
    [InlineData(0.1, 0.9, 1.0, 0)]
    [InlineData(0.1, 1.1, 1.0, 1)]  // p99 lag above 5 % of the TTFT
    [InlineData(1.1, 1.1, 1.0, 2)]  // and the median lag above 5 % of the TPOT
    [InlineData(0.1, 0.9, 1.9, 1)]  // 95 % of two cores
    public void A_level_is_spoiled_by_lag_or_by_a_client_without_cores_to_spare(double median, double p99, double cpu, int reasons)
    {
        var health = new ClientHealth { LagP50Ms = median, LagP99Ms = p99, Samples = 500, CpuCores = cpu, Cores = 2 };

        var figures = LevelFigures.Of(Level with { End = Level.End! with { Client = health } });

        Assert.Equal(reasons, ClientBound.Reasons(figures).Count);
        Assert.Equal(reasons, LevelNotes.Of(figures).Count(note => note.StartsWith("CLIENT-BOUND: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Chunks_that_arrive_together_do_not_make_the_client_slow()
    {
        // Two chunks in one read: the median gap is 0, the time a token stays.
        var pairs = Level with
        {
            Requests = [.. Level.Requests.Select(request => request with { Chunks = [.. request.Chunks.Select((chunk, i) => chunk with { At = request.Chunks[i | 1].At })] })],
            End = Level.End! with { Client = new ClientHealth { LagP50Ms = 0.5, LagP99Ms = 0.9, Samples = 500, CpuCores = 0.5, Cores = 2 } },
        };

        var figures = LevelFigures.Of(pairs);

        Assert.Equal(0, figures.Itl.P50.Value);
        Assert.Empty(ClientBound.Reasons(figures));
    }

    [Fact]
    public void A_loop_that_did_not_hold_its_concurrency_measured_another_level()
    {
        var lazy = LevelFigures.Of(Level with { Plan = Level.Plan with { Concurrency = 5 } });

        Assert.Contains("of 5 requests were in flight", Assert.Single(ClientBound.Reasons(lazy)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Answers_that_a_server_keeps_open_are_its_own_doing_and_are_told(bool byServer, int reasons)
    {
        // One at a time: 600 ms of answer, then 100 ms in which the connection is still taken, or in which the client sleeps.
        var slow = LevelFigures.Of(Level with
        {
            Plan = Level.Plan with { Concurrency = 1 },
            Requests = [.. Enumerable.Range(0, 20).Select(i => Level.Requests[0] with { Id = i, Scheduled = At(0.7 * i - (byServer || i == 0 ? 0 : 0.1)), Sent = At(0.7 * i), End = At(0.7 * i + 0.6) })],
            End = new LevelEnd { Why = EndReason.Runs, HeldUntil = At(0.7 * 19) },
        });

        Assert.Equal(reasons, ClientBound.Reasons(slow).Count);
        Assert.Equal(byServer, LevelNotes.Of(slow).Contains("the server kept its answers open for 100 ms behind their last word, on average: only 0.86 of 1 were being answered at a time"));

        static TimeSpan At(double seconds) => TimeSpan.FromMilliseconds(Math.Round(1000 * seconds));
    }

    [Fact]
    public void A_level_that_a_killed_process_left_without_a_steady_part_is_nobodys_fault()
    {
        // What was in flight had no line yet: the log has three of 64.
        var killed = LevelFigures.Of(Level with { Plan = Level.Plan with { Concurrency = 64 }, Requests = [.. Level.Requests.Take(3)], End = null });

        Assert.Null(killed.Window);
        Assert.Empty(ClientBound.Reasons(killed));
    }

    [Fact]
    public void A_knee_says_which_of_its_levels_the_client_held_up_and_no_run_begins_from_it()
    {
        var late = new ClientHealth { LagP50Ms = 40, LagP99Ms = 90, Samples = 500, CpuCores = 0.5, Cores = 2 };
        var log = LawServer.WithKnee(16, 1, noise: 0.02).Ladder([1, 4, 16, 32, 64], rounds: 10);
        var spoiltLog = log with { Levels = [.. log.Levels.Select(level => level.Plan.Concurrency == 32 ? level with { End = level.End! with { Client = late } } : level)] };
        var (sound, spoilt) = (new Report(log, null, null), new Report(spoiltLog, null, null));

        Assert.DoesNotContain(LadderVerdicts.Sentences(sound.Ladders[0], sound), sentence => sentence.Contains("CLIENT-BOUND", StringComparison.Ordinal));
        Assert.Contains(LadderVerdicts.Sentences(spoilt.Ladders[0], spoilt), sentence => sentence.Contains("the client held up c32 (CLIENT-BOUND)", StringComparison.Ordinal));

        Assert.Equal(16, MeasuredCurve.Of(sound.Ladders[0], null, "test")!.Knee);
        var curve = MeasuredCurve.Of(spoilt.Ladders[0], null, "test")!;
        Assert.Null(curve.Knee);
        Assert.Equal([32], curve.Levels.Where(level => level.Rough == true).Select(level => level.Concurrency));
    }
}
