using Sluice.Protocol.Chat;
using Sluice.Protocol.Failures;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Faults;

namespace Sluice.Tests.Twin.Serving;

/// <summary>Each fault as our client meets it.</summary>
public sealed class FaultTests
{
    const string Chat = "v1/chat/completions";
    const string Hello = "\"stream\": true, \"stream_options\": {\"include_usage\": true}, \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]";

    [Theory]
    [InlineData("429; retry_after=7", FailureReason.Capacity, 429)]
    [InlineData("500", FailureReason.Server, 500)]
    [InlineData("503", FailureReason.Capacity, 503)]
    [InlineData("refuse", FailureReason.Transport, null)]
    [InlineData("cut; at=3", FailureReason.StreamBroken, null)]
    [InlineData("malformed; at=3", FailureReason.StreamBroken, null)]
    public async Task A_call_fails_as_its_fault_says(string fault, FailureReason reason, int? status)
    {
        await using var twin = await LiveTwin.StartAsync();

        var reply = await twin.ChatAsync(fault: fault);

        Assert.Equal((reason, status), (reply.Failure?.Reason, reply.Failure?.HttpStatus));
        Assert.Equal(fault.StartsWith("429", StringComparison.Ordinal) ? TimeSpan.FromSeconds(7) : null, reply.Failure!.RetryAfter);
    }

    [Fact]
    public async Task An_error_says_what_its_fault_says()
    {
        await using var twin = await LiveTwin.StartAsync();

        var (status, body) = await twin.PostAsync(Chat, Hello, "418; message=Short and stout.; code=teapot");

        var error = LiveTwin.Json(body).GetProperty("error");
        Assert.Equal((418, "Short and stout.", "teapot"), (status, error.GetProperty("message").GetString(), error.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_stream_that_dies_politely_has_all_its_text_and_no_finish_reason()
    {
        await using var twin = await LiveTwin.StartAsync();

        var reply = await twin.ChatAsync(fault: "no-finish");
        var (_, body) = await twin.PostAsync(Chat, Hello, "no-finish");

        Assert.Equal((FailureReason.StreamBroken, 12), (reply.Failure?.Reason, reply.Content.Split(' ').Length));
        Assert.DoesNotContain("\"stop\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_comes_after_its_token()
    {
        await using var twin = await LiveTwin.StartAsync();

        var reply = await twin.ChatAsync(fault: "cut; at=3");
        await twin.Server.Ledger.EndedAsync(1);

        var call = Assert.Single(twin.Server.Ledger.Calls);
        Assert.Equal(3, reply.Content.Split(' ').Length);
        Assert.Equal((CallEnd.Cut, 3, 12, "cut at=3"), (call.End, call.SentTokens, call.PlannedTokens, call.Fault?.ToString()));
    }

    [Fact]
    public async Task A_stream_without_its_end_lacks_only_that()
    {
        await using var twin = await LiveTwin.StartAsync();

        var (_, good) = await twin.PostAsync(Chat, Hello);
        var (_, bad) = await twin.PostAsync(Chat, Hello, "no-done");

        Assert.EndsWith("data: [DONE]\n\n", good, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", bad, StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"stop\"", bad, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_usage_counts_twice()
    {
        await using var twin = await LiveTwin.StartAsync();

        var right = await twin.ChatAsync();
        var wrong = await twin.ChatAsync(fault: "wrong-usage");

        Assert.Equal((right.Usage!.PromptTokens * 2, 24), (wrong.Usage!.PromptTokens, wrong.Usage.CompletionTokens));
    }

    [Fact]
    public async Task Usage_can_be_left_out()
    {
        await using var twin = await LiveTwin.StartAsync();

        Assert.Null((await twin.ChatAsync(fault: "no-usage")).Usage);
    }

    [Fact]
    public async Task A_truncated_answer_says_length()
    {
        await using var twin = await LiveTwin.StartAsync();

        var reply = await twin.ChatAsync(fault: "truncate; at=5");

        Assert.Equal((5, "length", 5), (reply.Content.Split(' ').Length, reply.FinishReason, reply.Usage!.CompletionTokens));
    }

    [Fact]
    public async Task A_runaway_writes_white_space_up_to_the_limit()
    {
        await using var twin = await LiveTwin.StartAsync();

        var reply = await twin.ChatAsync(fault: "whitespace; at=2", with: request => request with { MaxTokens = 50 });

        Assert.Equal((50, "length"), (reply.Usage!.CompletionTokens, reply.FinishReason));
        Assert.Equal(new string(' ', 48), reply.Content[^48..]);
        Assert.False(char.IsWhiteSpace(reply.Content[^49]));
    }

    [Theory]
    [InlineData("slow-first-token; seconds=30")]
    [InlineData("stall; at=4; seconds=30")]
    [InlineData("spike; seconds=30")]
    public async Task A_delay_takes_its_seconds_and_loses_nothing(string fault)
    {
        await using var twin = await LiveTwin.StartAsync();
        await twin.ChatAsync();
        var before = twin.Clock.Elapsed;

        var reply = await twin.ChatAsync(fault: fault);

        Assert.Equal((null, 12), (reply.Failure, reply.Content.Split(' ').Length));
        Assert.InRange((twin.Clock.Elapsed - before).TotalSeconds, 30, 32);
    }

    [Fact]
    public async Task A_restart_breaks_all_calls_off_and_refuses_for_a_while()
    {
        await using var twin = await LiveTwin.StartAsync(output: 5000);
        using var client = twin.Client();
        var running = client.ChatAsync(new ChatRequest { Model = LiveTwin.Model, Messages = [new("user", "x")] });
        await twin.Server.Ledger.OpenAsync(1);

        var cause = await twin.ChatAsync(fault: "restart; seconds=60");
        var dropped = await twin.Clock.While(running);
        await twin.Server.Ledger.EndedAsync(2);
        var meanwhile = await twin.ChatAsync();
        twin.Clock.Advance(TimeSpan.FromSeconds(61));
        var after = await twin.ChatAsync(with: request => request with { MaxTokens = 3 });

        Assert.Equal((FailureReason.Transport, FailureReason.Transport), (cause.Failure?.Reason, meanwhile.Failure?.Reason));
        Assert.NotNull(dropped.Failure);
        Assert.Null(after.Failure);
    }

    [Fact]
    public async Task A_server_that_restarts_with_nothing_to_do_serves_who_comes_after()
    {
        await using var twin = await LiveTwin.StartAsync();

        var cause = await twin.ChatAsync(fault: "restart; seconds=60");
        twin.Clock.Advance(TimeSpan.FromSeconds(61));
        var after = await twin.ChatAsync(with: request => request with { MaxTokens = 3 });

        Assert.Equal(FailureReason.Transport, cause.Failure?.Reason);
        Assert.Null(after.Failure);
    }

    [Fact]
    public async Task A_script_strikes_the_calls_it_names()
    {
        var script = FaultScriptFile.Read("faults.yaml", """
            faults:
              - {fault: 500, calls: 2}
              - fault: "429"
                retry_after: 3
                calls: 4-
                every: 2
            """);
        await using var twin = await LiveTwin.StartAsync(new TwinServerOptions { Faults = script });

        var statuses = new List<int>();
        for (var call = 1; call <= 7; call++) statuses.Add((await twin.PostAsync(Chat, Hello)).Status);

        Assert.Equal([200, 500, 200, 429, 200, 429, 200], statuses);
        Assert.Equal((5, 3), (twin.Server.Ledger.Ended(CallEnd.Sent) + 1, twin.Server.Ledger.Ended(CallEnd.Refused)));
    }

    [Fact]
    public void A_chance_is_drawn_by_the_seed()
    {
        var script = new FaultScript([new FaultRule(new Fault(FaultKind.Cut), Chance: 0.25)]);

        bool[] first = [.. Enumerable.Range(0, 2000).Select(call => script.For(call, seed: 7) is not null)];
        bool[] again = [.. Enumerable.Range(0, 2000).Select(call => script.For(call, seed: 7) is not null)];

        Assert.Equal(first, again);
        Assert.InRange(first.Count(struck => struck), 430, 570); // 500 ± 3.6 standard deviations
    }

    [Fact]
    public void Everything_wrong_with_a_script_is_told_with_its_line()
    {
        var problem = Assert.Throws<FaultScriptException>(() => FaultScriptFile.Read("faults.yaml", """
            faults:
              - {fault: explode}
              - {fault: cut, at: -1, every: 0}
              - {at: 3, chance: 2, calls: 5-2}
              - just a word
            """));

        Assert.Equal(["faults.yaml:2:", "faults.yaml:3:", "faults.yaml:3:", "faults.yaml:4:", "faults.yaml:4:", "faults.yaml:4:", "faults.yaml:5:"],
            problem.Problems.Select(line => line[..(line.IndexOf(' ', StringComparison.Ordinal))]));
        Assert.Contains("unknown fault 'explode'; allowed: any status from 400 to 599, refuse", problem.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_names_no_fault_is_refused()
    {
        await using var twin = await LiveTwin.StartAsync();

        var (status, body) = await twin.PostAsync(Chat, Hello, "explode");

        Assert.Equal((400, "X-Twin-Fault"), (status, LiveTwin.Json(body).GetProperty("error").GetProperty("param").GetString()));
    }
}
