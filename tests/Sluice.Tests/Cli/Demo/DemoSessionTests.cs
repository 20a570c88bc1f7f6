using System.Text.Json;
using Sluice.Protocol.Chat;
using Sluice.Testing;
using Sluice.Tests.House;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Cli.Demo;

public sealed class DemoSessionTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task The_demo_asks_each_record_once_a_few_alone_and_the_rest_at_once()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(call => CallPlan.Says(AnswerTo(call.LastMessage)));
        int records = File.ReadLines(Repository.PathOf("samples", "job-postings", "postings.jsonl")).Count();

        CommandRun run = await DemoAsync(server);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(records, server.Ledger.Calls.Select(call => call.LastMessage).Distinct().Count());
        Assert.Equal(records, server.Ledger.Count);
        Assert.Contains($"{records} of {records} records answered.", run.Out, StringComparison.Ordinal);
        Assert.Contains("0 failed", run.Out, StringComparison.Ordinal);
        Assert.Equal(records, folder.Lines(".sluice/demo/answers.jsonl").Length);
    }

    [Fact]
    public async Task Only_the_last_phase_has_several_calls_in_flight()
    {
        int most = 0;
        CallLedger? ledger = null;
        await using TwinServer server = await PlannedTwin.StartAsync(call =>
        {
            if (call.Ordinal < 5) most = Math.Max(most, ledger!.Open);
            return CallPlan.Says(AnswerTo(call.LastMessage));
        });
        ledger = server.Ledger;

        await DemoAsync(server);

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task What_the_demo_shows_comes_from_the_run()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(call => call.Ordinal == 3
            ? CallPlan.Fails(400, "this one not")
            : CallPlan.Says(AnswerTo(call.LastMessage)) with { Usage = new TokenUsage(100, 7) });

        CommandRun run = await DemoAsync(server);

        Assert.Equal(0, run.ExitCode); // asked again in the last phase, and answered
        Assert.Contains("request: tech-dev-4: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("│ [Senior DevOps] Engineer", run.Out, StringComparison.Ordinal);
        Assert.Contains("4,800 prompt tokens, 336 written", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_demo_begins_anew()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(call => CallPlan.Says(AnswerTo(call.LastMessage)));
        await DemoAsync(server);
        int first = server.Ledger.Count;

        await DemoAsync(server);

        Assert.Equal(2 * first, server.Ledger.Count);
    }

    public void Dispose() => folder.Dispose();

    private Task<CommandRun> DemoAsync(TwinServer server) => CommandRun.OfAsync(
        new TerminalSetup { WorkingFolder = folder.Path, Environment = new Dictionary<string, string> { ["SLUICE_HOME"] = Repository.Root } },
        "demo", "--url", server.BaseUrl.ToString());

    /// <summary>A valid answer to a posting: the first two words of its first line without a removed name before them as the title, and the first of them as the only skill.</summary>
    private static string AnswerTo(string posting)
    {
        string[] words = posting.Split('\n').First(line => !line.StartsWith('<')).Split(' ', 3);
        return JsonSerializer.Serialize(new { title = $"{words[0]} {words[1]}", seniority = "unknown", skills = new[] { words[0] } });
    }
}
