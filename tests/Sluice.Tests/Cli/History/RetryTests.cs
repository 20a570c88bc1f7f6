using System.Text.Json;
using Sluice.Testing;
using Sluice.Tests.Cli.Running;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Cli.History;

public sealed class RetryTests
{
    [Fact]
    public async Task Failed_records_are_asked_again_with_other_settings_and_their_answers_join_the_rest()
    {
        bool failing = true;
        await using TwinServer server = await PlannedTwin.StartAsync(call =>
            failing && call.LastMessage.StartsWith("two", StringComparison.Ordinal) ? CallPlan.Says("{\"la") with { Finish = "length" }
            : failing && call.Json.GetRawText().Contains("three", StringComparison.Ordinal) ? CallPlan.Says("no")
            : CallPlan.Says("""{"label": "x"}"""));
        using SmallJob job = SmallJob.OfThree();
        await job.RunAsync("--url", server.BaseUrl.ToString(), "--limit", "3");
        (failing, int before) = (false, server.Ledger.Count);

        CommandRun retry = await CommandRun.OfAsync(job.Terminal, "retry", "small", "--reason", "truncated", "--set", "max_tokens=2000", "--quiet");
        int asked = server.Ledger.Count - before;
        CommandRun rest = await CommandRun.OfAsync(job.Terminal, "retry", "small", "--quiet");
        CommandRun same = await job.RunAsync("--url", server.BaseUrl.ToString());

        Assert.Equal((0, 1), (retry.ExitCode, asked));
        Assert.Contains("Finished: 2 of 2 records answered (1 in earlier runs), 0 failed", retry.Out, StringComparison.Ordinal);
        Assert.Contains("Finished: 3 of 3 records answered (2 in earlier runs), 0 failed", rest.Out, StringComparison.Ordinal);
        Assert.Contains("Finished: 3 of 3 records answered (3 in earlier runs), 0 failed", same.Out, StringComparison.Ordinal);
        Assert.Equal(2000, server.Ledger.Calls[before].Json.GetProperty("max_tokens").GetInt32());
        JsonElement answer = JsonElement.Parse(job.Answers.Single(line => line.Contains("\"id\":\"b\"", StringComparison.Ordinal)));
        Assert.Equal("""{"max_tokens":2000}""", answer.GetProperty("overrides").GetRawText());
    }

    [Fact]
    public async Task A_replay_shows_the_request_as_the_server_got_it()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says("I cannot"));
        using SmallJob job = SmallJob.OfThree();
        await job.RunAsync("--url", server.BaseUrl.ToString(), "--limit", "1");

        CommandRun replay = await CommandRun.OfAsync(job.Terminal, "replay", "small", "a", "--json");

        string?[] shown = [.. replay.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("request")).Select(request => request.ValueKind == JsonValueKind.String ? request.GetString() : request.GetRawText())];
        Assert.Equal(server.Ledger.Calls.Select(call => call.Json.GetRawText()), shown);
        Assert.All(shown, request => Assert.Contains("\"response_format\":{\"type\":\"json_schema\"", request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("max_tokens=0")]
    [InlineData("temperature=3")]
    [InlineData("model=x")]
    [InlineData("max_tokens")]
    public async Task A_setting_that_cannot_be_changed_is_told_with_those_that_can(string setting)
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says("{}"));
        using SmallJob job = SmallJob.OfThree();

        CommandRun run = await job.RunAsync("--url", server.BaseUrl.ToString(), "--only-failed", "all", "--set", setting);

        Assert.Equal((2, $"sluice: --set: '{setting}' cannot be set; allowed: max_tokens=N, temperature=0 to 2, top_p=0 to 1, seed=N\n"), (run.ExitCode, run.Error));
    }
}
