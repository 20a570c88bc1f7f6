using Sluice.Pipeline.Concurrency;
using Sluice.Testing.Concurrency;
using Sluice.Testing.Concurrency.HeldOut;

namespace Sluice.ScenarioTests.Pipeline;

/// <summary>Servers that a seed draws, one of each kind: floors for the controller on what nobody chose. bench/results/concurrency-held-out.md has more of them.</summary>
public sealed class HeldOutServersTests
{
    const int Records = 20_000, First = 3000;
    const double HalfLimit = 300; // seconds

    static readonly int[] Ladder = [3, 8, 16, 32, 64, 96, 128, 256, 512, 1024];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(First, HeldOutServers.Kinds.Count)];

    [Theory, MemberData(nameof(Seeds))]
    public void A_run_on_a_server_drawn_by_chance_is_not_far_from_the_best_fixed_setting(int seed)
    {
        var profile = HeldOutServers.Draw(seed);
        var best = Ladder.Where(level => level <= profile.MostUseful).Select(level => profile.Run(new FixedLimiter(level), Records)).Where(run => run.WorstP99 <= HalfLimit).Max(run => run.RecordsPerHour);

        var run = profile.Run(new OurLimiter(new ConcurrencyController(new ConcurrencyOptions { Records = Records })), Records);

        Assert.True(run.RecordsPerHour >= 0.8 * best, $"{profile.Name}: {run.RecordsPerHour:0} records/h, the best fixed {best:0}");
        Assert.True(run.WorstP99 <= 1.05 * HalfLimit, $"{profile.Name}: worst p99 {run.WorstP99:0} s");
        Assert.Equal(0, run.Lost);
    }

    [Fact]
    public void The_same_seed_draws_the_same_server_and_the_same_run()
    {
        var (one, other) = (HeldOutServers.Draw(First), HeldOutServers.Draw(First));

        Assert.Equal(one.Name, other.Name);
        Assert.Equal(one.Run(new FixedLimiter(16), 500).Seconds, other.Run(new FixedLimiter(16), 500).Seconds);
    }
}
