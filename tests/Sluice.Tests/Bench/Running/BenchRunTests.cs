using System.Text;
using Sluice.Bench.Events;
using Sluice.Bench.Events.Files;
using Sluice.Bench.Loading;
using Sluice.Bench.Running;
using Sluice.Protocol.Chat;
using Sluice.Testing;
using Sluice.Tests.Protocol.Client;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Bench.Running;

public sealed class BenchRunTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Prompts_have_the_asked_length_to_the_token_and_answers_too(bool chat)
    {
        await using var twin = await Measured.TwinAsync();

        var figures = await Measured.LevelAsync(twin.BaseUrl, twin.ModelName, Measured.Level(2, prompt: 100, output: 9) with { Depth = 50 }, new StopRule { Runs = 3 }, chat: chat);

        Assert.Equal(2 * (3 + 2), figures.Tally.Answered);
        Assert.All(figures.Log.Requests, request => Assert.Equal((150, 150, 9), (request.PromptAimed, request.PromptTokens, request.OutputTokens)));
        Assert.Equal(0, figures.Tally.Early);
    }

    [Fact]
    public async Task No_two_prompts_begin_alike_and_a_prefix_cache_finds_nothing()
    {
        await using var twin = await Measured.TwinAsync(whatIf: "enable_prefix_caching=true");

        var figures = await Measured.LevelAsync(twin.BaseUrl, twin.ModelName, Measured.Level(4, prompt: 64), new StopRule { Runs = 4 });

        Assert.All(figures.Log.Requests, request => Assert.True(request.CachedTokens is null or 0));
    }

    [Fact]
    public async Task The_asked_concurrency_is_held_from_the_ramp_to_the_last_sending()
    {
        var figures = await Measured.PlannedAsync(_ => CallPlan.Says("one two three four five six seven eight"), Measured.Level(6), new StopRule { Runs = 8, WarmUp = 3 });

        Assert.Equal(3, figures.Log.Requests.Count(request => request.WarmUp));
        Assert.Equal(6 * (8 + 2), figures.Log.Measured.Count);
        Assert.NotNull(figures.Window);

        // Each request but the first six was sent when another had ended.
        var sent = figures.Log.Measured.Select(request => request.Sent).ToList();
        var ended = figures.Log.Measured.Select(request => request.End).Order().ToList();
        for (var i = 6; i < sent.Count; i++) Assert.True(sent[i] >= ended[i - 6]);
    }

    [Fact]
    public async Task An_interrupted_ladder_goes_on_where_its_log_ends()
    {
        await using var twin = await Measured.TwinAsync();
        using var store = new MemoryStream();
        using var writer = new EventLogWriter(store);
        LevelPlan[] levels = [Measured.Level(1), Measured.Level(2), Measured.Level(3)];
        var plan = new BenchPlan { Targets = [Measured.Target(twin.BaseUrl, twin.ModelName)], Levels = levels, Rule = new StopRule { Runs = 2 } };
        using var stop = new CancellationTokenSource();
        var first = new SilentWatcher { OnProgress = progress => { if (progress is { Plan.Concurrency: 2, Ended: 3 }) stop.Cancel(); } };
        writer.Begin(new LogSession { Started = DateTimeOffset.UnixEpoch, Tool = "a test" });

        await new BenchRun(plan, TimeProvider.System, writer, first).RunAsync(null, stop.Token);
        var half = EventLogReader.Read("log", new StringReader(Encoding.UTF8.GetString(store.ToArray())));
        var second = new SilentWatcher();
        var (whole, _) = await new BenchRun(plan, TimeProvider.System, writer, second).RunAsync(half, CancellationToken.None);

        Assert.Equal([EndReason.Runs, EndReason.Stopped], half.Levels.Select(level => level.End!.Why));
        Assert.Equal([levels[0]], second.SkippedPlans);
        Assert.Equal([2, 3], second.Figures.Select(figures => figures.Plan.Concurrency));
        Assert.Equal([1, 2, 3], whole.Final.Select(level => level.Plan.Concurrency).Order());
        Assert.Equal(whole.Levels.Sum(level => level.Requests.Count), whole.Levels.SelectMany(level => level.Requests).Select(request => request.Id).Distinct().Count());
        var read = EventLogReader.Read("log", new StringReader(Encoding.UTF8.GetString(store.ToArray())));
        Assert.Equal(whole.Levels.Select(level => level.Requests.Count), read.Levels.Select(level => level.Requests.Count));
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_any_more_stops_the_measurement_and_keeps_its_figures()
    {
        await using var twin = await Measured.TwinAsync();
        using var disk = new FullDisk(12_000);
        using var writer = new EventLogWriter(disk);
        var plan = new BenchPlan { Targets = [Measured.Target(twin.BaseUrl, twin.ModelName)], Levels = [Measured.Level(1), Measured.Level(2)], Rule = new StopRule { Runs = 1000, WarmUp = 0 } };
        var run = new BenchRun(plan, TimeProvider.System, writer, new SilentWatcher());

        var (log, _) = await run.RunAsync(null, CancellationToken.None);

        Assert.Equal("No space left on device", run.LogFailure!.Message);
        var level = Assert.Single(log.Levels);
        Assert.Equal(EndReason.Stopped, level.End!.Why);
        Assert.NotEmpty(level.Requests);
    }

    [Fact]
    public async Task Requests_cut_off_by_a_stop_are_kept_as_unfinished()
    {
        var never = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        await using var twin = await PlannedTwin.StartAsync(call =>
        {
            if (call.Ordinal == 8) stop.CancelAfter(TimeSpan.FromMilliseconds(50)); // both requests in flight are held by now
            return CallPlan.Says("some words of an answer") with { Hold = call.Ordinal > 6 ? never.Task : null, HoldAt = 1 };
        });
        var watcher = new SilentWatcher();
        var plan = new BenchPlan { Targets = [Measured.Target(twin.BaseUrl, twin.ModelName)], Levels = [Measured.Level(2)], Rule = new StopRule { Runs = 50, WarmUp = 0 }, Probe = false };

        await new BenchRun(plan, TimeProvider.System, null, watcher).RunAsync(null, stop.Token);
        never.SetResult();

        var figures = Assert.Single(watcher.Figures);
        Assert.Equal(2, figures.Tally.Unfinished);
        Assert.Equal(0, figures.Tally.FailedCount);
        Assert.Equal(EndReason.Stopped, figures.Log.End!.Why);
        Assert.Equal(2, figures.EndToEnd.Censored);
    }

    [Fact]
    public async Task Bursts_start_together_and_wait_for_each_other()
    {
        await using var twin = await Measured.TwinAsync();

        var figures = await Measured.LevelAsync(twin.BaseUrl, twin.ModelName, Measured.Level(5, load: LoadKind.Burst), new StopRule { Runs = 3 });

        var bursts = figures.Log.Measured.GroupBy(request => request.Burst).ToList();
        Assert.Equal([5, 5, 5], bursts.Select(burst => burst.Count()));
        for (var i = 1; i < bursts.Count; i++) Assert.True(bursts[i].Min(request => request.Sent) >= bursts[i - 1].Max(request => request.End));
        Assert.Equal(5, figures.Log.Requests.Count(request => request.WarmUp));
        Assert.NotNull(figures.OutputTps.Interval);
    }

    [Fact]
    public async Task An_open_loop_sends_at_its_times_and_writes_down_how_late_it_was()
    {
        await using var twin = await Measured.TwinAsync();

        var figures = await Measured.LevelAsync(twin.BaseUrl, twin.ModelName, Measured.Level(0, load: LoadKind.Constant) with { Rate = 500 }, new StopRule { Requests = 60 });

        var scheduled = figures.Log.Measured.OrderBy(request => request.Scheduled).Select(request => request.Scheduled).ToList();
        Assert.Equal(60, scheduled.Count);
        for (var i = 1; i < scheduled.Count; i++) Assert.Equal(2, (scheduled[i] - scheduled[i - 1]).TotalMilliseconds, 1e-3);
        Assert.All(figures.Log.Measured, request => Assert.True(request.Sent >= request.Scheduled));
        Assert.Equal(figures.ScheduleLag.N, figures.TtftFromSchedule.N);
    }

    [Fact]
    public async Task A_server_whose_tokenizer_is_of_another_model_is_calibrated_by_its_usage()
    {
        // A word is two tokens here and the template eleven, whatever the tokenizer says.
        var figures = await Measured.PlannedAsync(call => CallPlan.Says("a b") with { Usage = new TokenUsage(11 + 2 * call.Messages.Sum(message => message.Content.Split(' ').Length), 2) },
            Measured.Level(1, prompt: 301), new StopRule { Runs = 1 });

        Assert.All(figures.Log.Requests, request => Assert.Equal(301, request.PromptTokens));
    }

    [Fact]
    public async Task Fields_that_a_server_refuses_are_left_out_and_named()
    {
        await using var twin = await PlannedTwin.StartAsync(call =>
            call.Json.TryGetProperty("min_tokens", out _) ? CallPlan.Fails(400, "Unrecognized request argument supplied: min_tokens")
            : call.Json.TryGetProperty("return_token_ids", out _) ? CallPlan.Fails(422, "extra fields not permitted: return_token_ids")
            : CallPlan.Says("fine"));
        var watcher = new SilentWatcher();
        var plan = new BenchPlan { Targets = [Measured.Target(twin.BaseUrl, twin.ModelName)], Levels = [Measured.Level(1)], Rule = new StopRule { Runs = 1, WarmUp = 0 } };

        await new BenchRun(plan, TimeProvider.System, null, watcher).RunAsync(null, CancellationToken.None);

        Assert.Equal(["min_tokens", "return_token_ids"], watcher.Facts!.Log.Dropped);
        Assert.Equal(["ignore_eos"], watcher.Facts.Fields);
        Assert.Equal(0, watcher.Figures[0].Tally.FailedCount);
    }

    [Fact]
    public async Task A_server_that_refuses_every_unknown_field_without_naming_one_is_measured_without_them()
    {
        string[] known = ["model", "messages", "stream", "max_tokens"];
        await using var twin = await PlannedTwin.StartAsync(call => call.Json.EnumerateObject().All(field => known.Contains(field.Name)) ? CallPlan.Says("fine") : CallPlan.Fails(400, "bad request"));
        var watcher = new SilentWatcher();
        var plan = new BenchPlan { Targets = [Measured.Target(twin.BaseUrl, twin.ModelName)], Levels = [Measured.Level(1)], Rule = new StopRule { Runs = 1, WarmUp = 0 } };

        await new BenchRun(plan, TimeProvider.System, null, watcher).RunAsync(null, CancellationToken.None);

        Assert.Equal(["ignore_eos", "min_tokens", "return_token_ids", "stream_options"], watcher.Facts!.Log.Dropped.Order());
        Assert.Equal(0, watcher.Figures[0].Tally.FailedCount);
    }

    [Theory]
    [InlineData(true, "it answers /completions: ask with --completions")]
    [InlineData(false, "it answers /chat/completions: ask without --completions")]
    public async Task A_server_that_knows_only_the_other_way_of_asking_is_told_so(bool chat, string hint)
    {
        using var server = new CannedServer(request => request.RequestUri!.AbsolutePath.EndsWith("/chat/completions", StringComparison.Ordinal) == chat
            ? CannedServer.Response(404, "application/json", new MemoryStream("""{"detail":"Not Found"}"""u8.ToArray()))
            : CannedServer.Response(200, "text/event-stream", new MemoryStream(Encoding.UTF8.GetBytes((chat ? """data: {"choices":[{"index":0,"text":"hi","finish_reason":"stop"}]}""" + "\n\n" : CannedServer.Content("hi") + CannedServer.Finish) + CannedServer.Done))));
        var plan = new BenchPlan { Targets = [Measured.Target(new Uri("http://test:8000/v1"), "m", chat) with { Handler = server }], Levels = [Measured.Level(1)], Rule = new StopRule { Runs = 1 } };

        var (_, unreached) = await new BenchRun(plan, TimeProvider.System, null, new SilentWatcher()).RunAsync(null, CancellationToken.None);

        Assert.EndsWith(hint, Assert.Single(unreached).Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named_and_the_others_are_measured()
    {
        await using var twin = await PlannedTwin.StartAsync();
        var gone = Measured.Target(new Uri("http://127.0.0.1:1/v1"), "m") with { Backend = "gone" };
        var watcher = new SilentWatcher();
        var plan = new BenchPlan { Targets = [gone, Measured.Target(twin.BaseUrl, twin.ModelName)], Levels = [Measured.Level(1) with { Backend = "gone" }, Measured.Level(1)], Rule = new StopRule { Runs = 1 } };

        var (log, unreached) = await new BenchRun(plan, TimeProvider.System, null, watcher).RunAsync(null, CancellationToken.None);

        Assert.Equal("gone", Assert.Single(unreached).Target.Backend);
        Assert.Equal("server", Assert.Single(log.Levels).Plan.Backend);
    }
}
