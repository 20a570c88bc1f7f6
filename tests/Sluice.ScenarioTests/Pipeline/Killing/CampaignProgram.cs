using System.Diagnostics;
using System.Globalization;

namespace Sluice.ScenarioTests.Pipeline.Killing;

/// <summary>A campaign by hand, with its result as a table.</summary>
static class CampaignProgram
{
    /// <summary>0 when everything is as promised.</summary>
    public static async Task<int> RunAsync(int records, int kills, int seed)
    {
        var start = Stopwatch.GetTimestamp();
        using var campaign = new KillCampaign(records, kills, seed);
        var report = await campaign.RunAsync();
        Console.WriteLine("| what | count |");
        Console.WriteLine("|---|---|");
        foreach (var (what, count) in Rows(report)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {count:N0} |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| seconds | {Stopwatch.GetElapsedTime(start).TotalSeconds:N0} |"));
        foreach (var wrong in report.Wrong) Console.WriteLine($"WRONG: {wrong}");
        return report.Wrong.Count == 0 ? 0 : 1;
    }

    static IEnumerable<(string What, long Count)> Rows(CampaignReport report) =>
    [
        ("records", report.Records),
        ("kills at random moments", report.Kills.GetValueOrDefault(KillPoint.AtRandom)),
        ("kills between journal and commit", report.Kills.GetValueOrDefault(KillPoint.BeforeCommit)),
        ("kills between commit and acknowledgement", report.Kills.GetValueOrDefault(KillPoint.BeforeAcknowledgement)),
        ("keys with exactly one accepted answer", report.Answered),
        ("keys with exactly one dead letter", report.DeadLetters),
        ("calls the server got", report.Calls),
        ("calls journalled that brought no answer", report.Retries),
        ("calls neither answered nor journalled: cut by a kill", report.Calls - report.Answered - report.Retries),
        ("calls that records + retries + kills × in flight allow", report.MostCalls),
        ("calls about records whose answer was durable", report.PaidTwice),
        ("things wrong", report.Wrong.Count),
    ];
}
