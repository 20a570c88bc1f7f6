using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using Sluice.Testing;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Faults;

namespace Sluice.Tests.Protocol.Client;

/// <summary>The client with its own connections against a server on loopback.</summary>
public sealed class LoopbackTests
{
    static readonly ChatRequest Question = new() { Model = "scripted", Messages = [new("user", "hi")] };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_chat_comes_through_streamed_or_whole(bool stream)
    {
        await using var server = await PlannedTwin.StartAsync(
            call => new() { Content = "Grüße, 世界 🌍: " + call.LastMessage, Reasoning = "hm", Usage = new(10, 7) }, key: "k");
        using var client = Client(server, "k");

        var reply = await client.ChatAsync(Question with { Stream = stream });

        Assert.Null(reply.Failure);
        Assert.Equal(("Grüße, 世界 🌍: hi", "hm", "stop"), (reply.Content, reply.Reasoning, reply.FinishReason));
        Assert.Equal(new TokenUsage(10, 7), reply.Usage);
        Assert.Equal(stream, reply.Timing.FirstToken is not null);
    }

    [Fact]
    public async Task A_completion_comes_through()
    {
        await using var server = await PlannedTwin.StartAsync(call => CallPlan.Says(call.LastMessage + " a time"));
        using var client = Client(server);

        var reply = await client.CompleteAsync(new() { Model = "scripted", Prompts = [new() { Text = "upon" }] });

        Assert.Equal((null, "upon a time"), (reply.Failure, reply.Content));
    }

    [Fact]
    public async Task A_wrong_key_and_an_unknown_model_stop_the_run()
    {
        await using var server = await PlannedTwin.StartAsync(key: "right");
        using var wrongKey = Client(server, "wrong");
        using var rightKey = Client(server, "right");

        var first = await wrongKey.ChatAsync(Question);
        var second = await rightKey.ChatAsync(Question with { Model = "other" });
        var listing = await rightKey.ListModelsAsync();

        Assert.Equal((FailureReason.Account, 401), (first.Failure!.Reason, first.Failure.HttpStatus));
        Assert.Equal((FailureReason.Account, 404), (second.Failure!.Reason, second.Failure.HttpStatus));
        Assert.EndsWith("answered 404: The model 'other' is not served here; served: scripted.", second.Failure.Detail, StringComparison.Ordinal);
        Assert.Equal(["scripted"], listing.Models!.Select(model => model.Id));
    }

    [Fact]
    public async Task A_cut_connection_breaks_the_stream_and_keeps_the_text()
    {
        await using var server = await PlannedTwin.StartAsync(
            _ => CallPlan.Says("never whole") with { Fault = new Fault(FaultKind.Cut) { At = 1 } });
        using var client = Client(server);

        var reply = await client.ChatAsync(Question);

        Assert.Equal((FailureReason.StreamBroken, "never"), (reply.Failure!.Reason, reply.Content));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        using var port = new DeafPort();
        using var client = new ModelClient(new() { BaseUrl = port.Url });

        var reply = await client.ChatAsync(Question);
        var listing = await client.ListModelsAsync();

        var failure = new Failure(FailureReason.Transport, $"127.0.0.1:{port.Number} refuses the connection: is the server running?");
        Assert.Equal((failure, failure), (reply.Failure, listing.Failure));
    }

    [Fact]
    public async Task Plain_http_behind_an_https_address_is_told()
    {
        await using var server = await PlannedTwin.StartAsync();
        using var client = new ModelClient(new() { BaseUrl = new($"https://127.0.0.1:{server.BaseUrl.Port}/v1") });

        var reply = await client.ChatAsync(Question);

        Assert.Equal(FailureReason.Transport, reply.Failure!.Reason);
        Assert.StartsWith($"no secure connection to 127.0.0.1:{server.BaseUrl.Port}: ", reply.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_request_frees_the_server_at_once()
    {
        var never = new TaskCompletionSource();
        await using var server = await PlannedTwin.StartAsync(_ => CallPlan.Says("held back") with { Hold = never.Task, HoldAt = 1 });
        using var client = Client(server);
        using var cancel = new CancellationTokenSource();

        var call = client.ChatAsync(Question, new OnFirstText(cancel.Cancel), cancel.Token);
        var reply = await call;

        Assert.Equal((FailureReason.Cancelled, "held"), (reply.Failure!.Reason, reply.Content));
        await server.Ledger.OpenAsync(0);
        Assert.Equal(CallEnd.ClientGone, server.Ledger.Calls.Single().End);
    }

    [Fact]
    public async Task A_stream_that_an_observer_cuts_frees_the_server_too()
    {
        var never = new TaskCompletionSource();
        await using var server = await PlannedTwin.StartAsync(_ => CallPlan.Says("bad answer") with { Hold = never.Task, HoldAt = 1 });
        using var client = Client(server);

        var reply = await client.ChatAsync(Question, new RecordingObserver(stopAt: "bad"));

        Assert.Equal("saw bad", reply.Failure!.Detail);
        await server.Ledger.OpenAsync(0);
        Assert.Equal(CallEnd.ClientGone, server.Ledger.Calls.Single().End);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answers_after_each_other_come_over_one_connection(bool stream)
    {
        await using var server = await PlannedTwin.StartAsync(call => CallPlan.Says("answer") with { Fault = stream && call.Ordinal % 2 == 1 ? new Fault(FaultKind.NoDone) : null });
        using var client = new ModelClient(new() { BaseUrl = server.BaseUrl }, time: new ManualClock()); // on a busy machine the last bytes may be late

        for (var asked = 0; asked < 20; asked++)
            Assert.Null((await client.ChatAsync(Question with { Stream = stream })).Failure);

        Assert.Equal(1, client.ConnectionsOpened);
    }

    [Fact]
    public async Task The_runtimes_own_stack_serves_as_well()
    {
        await using var server = await PlannedTwin.StartAsync(call => CallPlan.Says("answer"));
        var endpoint = new ModelEndpoint { BaseUrl = server.BaseUrl };
        using var handler = ModelHttp.CreateHandler(endpoint);
        using var client = new ModelClient(endpoint, handler);

        Assert.Equal("answer", (await client.ChatAsync(Question)).Content);
        Assert.Null(client.ConnectionsOpened);
    }

    [Fact]
    public async Task Many_streams_run_at_once_and_none_waits_for_another()
    {
        const int streams = 64;
        var release = new TaskCompletionSource();
        await using var server = await PlannedTwin.StartAsync(call => CallPlan.Says("answer to " + call.LastMessage) with { Hold = release.Task });
        using var client = Client(server);

        var calls = Enumerable.Range(0, streams).Select(number => client.ChatAsync(Question with { Messages = [new("user", $"question {number}")] })).ToArray();
        await server.Ledger.ArrivedAsync(streams);
        release.SetResult();
        var replies = await Task.WhenAll(calls);

        Assert.Equal(Enumerable.Range(0, streams).Select(number => $"answer to question {number}"), replies.Select(reply => reply.Content));
        Assert.Equal(streams, server.Ledger.MostOpen);
    }

    static ModelClient Client(TwinServer server, string? key = null) =>
        new(new() { BaseUrl = server.BaseUrl, Key = key is null ? null : new(key) });

    sealed class OnFirstText(Action action) : ChunkObserver
    {
        public override ChunkVerdict Observe(in ReplyChunk chunk)
        {
            if (chunk.HasText)
                action();
            return ChunkVerdict.Continue;
        }
    }
}
