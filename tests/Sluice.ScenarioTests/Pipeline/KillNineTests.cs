using Sluice.ScenarioTests.Pipeline.Killing;

namespace Sluice.ScenarioTests.Pipeline;

/// <summary>Pulling the plug: the runner is killed in mid-run, and the server's own ledger tells what that cost.</summary>
public sealed class KillNineTests
{
    const int Records = 1_000;
    const int Kills = 27; // nine at each point
    const int Seed = 20261121;

    [Fact]
    public async Task Kills_at_random_before_a_commit_and_after_it_lose_no_answer_and_repeat_at_most_the_calls_in_flight()
    {
        using var campaign = new KillCampaign(Records, Kills, Seed);

        var report = await campaign.RunAsync();

        Assert.Empty(report.Wrong);
        Assert.Equal((Kills, Records - 10, 10, 0), (report.KillCount, report.Answered, report.DeadLetters, report.PaidTwice));
        Assert.InRange(report.Calls, Records, report.MostCalls);
    }
}
