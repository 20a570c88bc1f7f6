using Sluice.Pipeline.Concurrency;
using Sluice.Testing.Concurrency;

namespace Sluice.ScenarioTests.Pipeline;

/// <summary>Runs of 20,000 records in virtual time against every kind of server: what the controller promises of each.</summary>
public sealed class ConcurrencyScenarioTests
{
    const int Records = 20_000;
    const double HalfLimit = 300; // seconds

    static readonly int[] Ladder = [3, 16, 32, 64, 96, 128, 192, 256, 512, 704, 1024];

    public static TheoryData<string> Profiles => [.. ServerProfile.All.Select(profile => profile.Name)];

    [Theory, MemberData(nameof(Profiles))]
    public void A_run_without_a_concurrency_is_nearly_as_fast_as_the_best_fixed_one(string name)
    {
        var profile = ServerProfile.All.Single(profile => profile.Name == name);
        var best = Ladder.Select(level => profile.Run(new FixedLimiter(level), Records)).Where(run => run.WorstP99 <= HalfLimit).Max(run => run.RecordsPerHour);

        var run = profile.Run(new OurLimiter(new ConcurrencyController(new ConcurrencyOptions { Records = Records })), Records);

        Assert.True(run.RecordsPerHour >= profile.LeastShare * best, $"{run.RecordsPerHour:0} records/h, the best fixed {best:0}");
        Assert.True(run.WorstP99 <= HalfLimit, $"worst p99 {run.WorstP99:0} s");
        Assert.True(run.SettledAfter <= profile.LastChange + (profile.IsNoisy ? 1 : 0.2), $"settled after {run.SettledAfter:0%}: {string.Join(", ", run.Helds)}");
    }
}
