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
}
