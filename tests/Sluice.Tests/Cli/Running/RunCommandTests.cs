using System.Text.Json;
using Sluice.Cli.Commands;
using Sluice.Cli.Viewing;
using Sluice.Testing;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Cli.Running;

public sealed class RunCommandTests
{
    private const string Label = """{"label": "x"}""";

    [Fact]
    public async Task A_run_writes_every_answer_and_ends_with_0()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label));
        using SmallJob job = SmallJob.OfThree();

        CommandRun run = await job.RunAsync("--url", server.BaseUrl.ToString());

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Finished: 3 of 3 records answered, 0 failed\n", run.Out, StringComparison.Ordinal);
        Assert.Equal(["a", "b", "c"], job.Answers.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()).Order());
    }

    [Fact]
    public async Task The_same_command_asks_nothing_again()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label));
        using SmallJob job = SmallJob.OfThree();
        await job.RunAsync("--url", server.BaseUrl.ToString(), "--limit", "2");

        CommandRun again = await job.RunAsync("--url", server.BaseUrl.ToString());

        Assert.Equal((0, 3), (again.ExitCode, server.Ledger.Count));
        Assert.Contains("3 of 3 records answered (2 in earlier runs), 0 failed\n", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_of_another_file_and_only_a_sample_of_them_may_be_asked_about()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label));
        using SmallJob job = SmallJob.OfThree();
        job.Folder.Write("other.csv", "id,text\nd,four\ne,five\nf,six\n");

        CommandRun run = await job.RunAsync("--url", server.BaseUrl.ToString(), "--input", "other.csv", "--sample", "2", "--seed", "5");

        Assert.Equal((0, 2), (run.ExitCode, server.Ledger.Count));
        Assert.Contains("Finished: 2 of 2 records answered, 0 failed\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("--input other.csv  ", run.Out, StringComparison.Ordinal); // the next step: all records of that file
        Assert.Subset(new HashSet<string?> { "d", "e", "f" }, job.Answers.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()).ToHashSet());
    }

    [Fact]
    public async Task Answers_to_other_records_stay_when_another_file_is_asked_about()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label));
        using SmallJob job = SmallJob.OfThree();
        job.Folder.Write("other.csv", "id,text\nd,four\n");
        await job.RunAsync("--url", server.BaseUrl.ToString());

        CommandRun run = await job.RunAsync("--url", server.BaseUrl.ToString(), "--input", "other.csv");

        Assert.Contains("Finished: 1 of 1 records answered, 0 failed\n", run.Out, StringComparison.Ordinal);
        Assert.Equal(["a", "b", "c", "d"], job.Answers.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()).Order());
    }

    [Theory]
    [InlineData("--quiet")]
    [InlineData("--json")]
    [InlineData("--keep-going")]
    public async Task A_run_whose_output_on_the_screen_cannot_be_written_goes_on_without_it(string option)
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label));
        using SmallJob job = SmallJob.OfThree();
        using var error = new StringWriter { NewLine = "\n" };

        int exitCode = await CommandLine.RunAsync(["run", "pipeline.yaml", "--url", server.BaseUrl.ToString(), option], job.Terminal.Open(new FullWriter(), TextWriter.Synchronized(error)));

        Assert.Equal((0, 3), (exitCode, job.Answers.Length));
        Assert.Equal("sluice: note: no space left; the work goes on, and is no longer shown\n", error.ToString());
    }

    /// <summary>A log on a full disk.</summary>
    private sealed class FullWriter : TextWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value) => throw new IOException("no space left");

        public override void Write(string? value) => throw new IOException("no space left");
    }

    [Fact]
    public async Task A_device_is_refused_as_the_output_instead_of_being_replaced()
    {
        using SmallJob job = SmallJob.OfThree();

        CommandRun run = await job.RunAsync("--url", "http://127.0.0.1:1", "--output", "/dev/null");

        Assert.Equal((2, "sluice: --output /dev/null: answers are written beside the old file and put in its place, which a device does not bear; allowed: the path of a file; 'sluice export' writes to standard output\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task An_input_without_records_is_told_and_not_to_be_gone_on_with()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label));
        using var job = new SmallJob();

        CommandRun run = await job.RunAsync("--url", server.BaseUrl.ToString());

        Assert.Equal((2, "sluice: the input has no records: records.jsonl\n"), (run.ExitCode, run.Error));
        Assert.DoesNotContain("go on where it ended", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("0 of 0", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_fails_has_a_reason_and_the_others_go_on()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label));
        using var job = new SmallJob("""{"id": "a", "text": "one"}""", "this is no JSON", """{"id": "c", "text": "three"}""");

        CommandRun run = await job.RunAsync("--url", server.BaseUrl.ToString());

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("2 of 3 records answered, 1 failed\n  input 1, first records.jsonl:2: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("head -n 3 answers.failed.jsonl", run.Out, StringComparison.Ordinal);
        Assert.Equal(2, job.Answers.Length);
    }

    [Fact]
    public async Task Events_are_one_JSON_object_a_line_and_nothing_else()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label));
        using var job = new SmallJob("""{"id": "a", "text": "one"}""", "this is no JSON");

        CommandRun run = await job.RunAsync("--url", server.BaseUrl.ToString(), "--json");

        JsonElement[] events = [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal("run-started", events[0].GetProperty("event").GetString());
        Assert.Single(events, one => one.GetProperty("event").GetString() == "record-failed" && one.GetProperty("reason").GetString() == "input");
        Assert.Equal(("run-finished", 1, 1), (events[^1].GetProperty("event").GetString(), events[^1].GetProperty("exit_code").GetInt32(), events[^1].GetProperty("answered").GetInt32()));
    }

    [Fact]
    public async Task The_first_stop_signal_finishes_the_calls_in_flight_and_keeps_them()
    {
        var release = new TaskCompletionSource();
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label) with { Hold = release.Task });
        using SmallJob job = SmallJob.OfThree();
        var signal = new ManualSignal();

        Task<CommandRun> running = SmallJob.RunAsync(job.Terminal with { OnStopSignal = signal.Register }, "--url", server.BaseUrl.ToString(), "--concurrency", "2");
        await server.Ledger.ArrivedAsync(2);
        signal.Send();
        release.SetResult();
        CommandRun run = await running;

        Assert.Equal((1, 2, 2), (run.ExitCode, server.Ledger.Count, job.Answers.Length));
        Assert.Equal(StopText.Draining + "\n", run.Error);
        Assert.Contains("# go on where it ended", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_stop_signal_cuts_the_calls_in_flight_off()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label) with { Hold = new TaskCompletionSource().Task });
        using SmallJob job = SmallJob.OfThree();
        var signal = new ManualSignal();

        Task<CommandRun> running = SmallJob.RunAsync(job.Terminal with { OnStopSignal = signal.Register }, "--url", server.BaseUrl.ToString());
        await server.Ledger.ArrivedAsync(3);
        signal.Send();
        signal.Send();
        CommandRun run = await running;

        Assert.Equal((1, 0), (run.ExitCode, job.Answers.Length));
        Assert.Equal($"{StopText.Draining}\n{StopText.Aborting}\n", run.Error);
    }

    [Fact]
    public async Task Calls_that_outlast_the_grace_period_are_cut_off_and_cost_no_attempt()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label) with { Hold = new TaskCompletionSource().Task });
        using SmallJob job = SmallJob.OfThree();
        (ManualSignal signal, var clock) = (new ManualSignal(), new ManualClock());

        Task<CommandRun> running = SmallJob.RunAsync(job.Terminal with { OnStopSignal = signal.Register, Time = clock }, "--url", server.BaseUrl.ToString(), "--grace", "4", "--quiet");
        await server.Ledger.ArrivedAsync(3);
        signal.Send();
        clock.Advance(TimeSpan.FromSeconds(3.9));
        bool early = running.IsCompleted;
        clock.Advance(TimeSpan.FromSeconds(0.2));
        CommandRun run = await running;

        Assert.Equal((false, 1, $"{StopText.Draining}\n{StopText.GraceOver}\n"), (early, run.ExitCode, run.Error));
        JsonElement step = JsonElement.Parse((await CommandRun.OfAsync(job.Terminal, "runs", "show", "small", "--json")).Out).GetProperty("steps")[0];
        Assert.Equal((0, 0), (step.GetProperty("calls").GetInt32(), step.GetProperty("failed").GetInt32()));
    }

    [Fact]
    public async Task A_wrong_key_an_unknown_model_and_a_server_that_is_away_end_with_2_before_anything_is_asked()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label), key: "s3cret", models: ["gpt-a", "gpt-b"]);
        using SmallJob job = SmallJob.OfThree();
        TerminalSetup terminal = job.Terminal with { Environment = new Dictionary<string, string> { ["GOOD"] = "s3cret", ["BAD"] = "other" } };
        string url = server.BaseUrl.ToString();

        CommandRun wrongKey = await SmallJob.RunAsync(terminal, "--url", url, "--key-env", "BAD");
        CommandRun unknown = await SmallJob.RunAsync(terminal, "--url", url, "--key-env", "GOOD", "--model", "gpt-c");
        CommandRun several = await SmallJob.RunAsync(terminal, "--url", url, "--key-env", "GOOD");
        CommandRun away = await SmallJob.RunAsync(terminal, "--url", "http://127.0.0.1:1");

        Assert.StartsWith($"sluice: --key-env BAD: {url} refuses the key (", wrongKey.Error, StringComparison.Ordinal);
        Assert.Equal($"sluice: --model: {url} offers no model 'gpt-c' (did you mean 'gpt-a'?); allowed: gpt-a, gpt-b\n", unknown.Error);
        Assert.Equal($"sluice: --model: {url} offers 2 models, and 'scripted' is none of them; name one with --model; allowed: gpt-a, gpt-b\n", several.Error);
        Assert.StartsWith("sluice: http://127.0.0.1:1/v1: the server cannot be reached (", away.Error, StringComparison.Ordinal);
        Assert.All([wrongKey, unknown, several, away], run => Assert.Equal((2, ""), (run.ExitCode, run.Out)));
        Assert.DoesNotContain("other", wrongKey.Error, StringComparison.Ordinal);
        Assert.Equal(0, server.Ledger.Count);
    }

    [Fact]
    public async Task Problems_of_the_pipeline_file_are_told_as_every_other_problem()
    {
        using SmallJob job = SmallJob.OfThree();
        job.Folder.Write("pipeline.yaml", "name: small\ninptu: {}\n");

        CommandRun run = await job.RunAsync("--url", "http://127.0.0.1:1");

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("sluice: pipeline.yaml:2: ", run.Error, StringComparison.Ordinal);
        Assert.All(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("sluice: pipeline.yaml", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unexpected_error_is_one_line_that_says_how_to_see_more()
    {
        await using TwinServer server = await PlannedTwin.StartAsync();
        using SmallJob job = SmallJob.OfThree();

        CommandRun run = await SmallJob.RunAsync(job.Terminal with { OnStopSignal = _ => throw new InvalidOperationException("the bug\nand its tail") }, "--url", server.BaseUrl.ToString());

        Assert.Equal((2, "sluice: unexpected InvalidOperationException: the bug; set SLUICE_DEBUG=1 to see where it came from\n"), (run.ExitCode, run.Error));
    }
}
