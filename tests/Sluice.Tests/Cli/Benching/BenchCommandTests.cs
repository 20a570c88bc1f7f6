using System.Text.Json;
using Sluice.Bench.Events;
using Sluice.Bench.Events.Files;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Cli.Benching;

public sealed class BenchCommandTests
{
    static readonly int[] Levels = [1, 2, 4, 8, 16, 32];

    [Fact]
    public async Task A_ladder_is_reported_with_its_knee_target_and_cost()
    {
        using var folder = new TempFolder();
        Write(folder, "law.jsonl", LawServer.WithKnee(10, 1).Ladder(Levels, 10));

        var run = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, "bench", "report", "law.jsonl", "--slo", "ttft=100ms,tpot=25ms", "--price", "3.6", "--power", "400");

        Expected.Matches("ladder-report", run.ToString());
    }

    [Theory]
    [InlineData("--markdown")]
    [InlineData("--csv")]
    public async Task Tables_hold_the_knee_the_target_the_cost_and_the_job(string format)
    {
        using var folder = new TempFolder();
        Write(folder, "law.jsonl", LawServer.WithKnee(10, 1).Ladder(Levels, 10));

        using (new CultureScope("de-DE"))
        {
            var run = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, "bench", "report", "law.jsonl", "--slo", "ttft=100ms,tpot=25ms", "--price", "3.6", "--power", "400", "--job", "124000x700", format);

            Expected.Matches($"ladder{format}", run.ToString());
        }
    }

    [Fact]
    public async Task Two_backends_of_one_log_are_told_where_they_cross()
    {
        using var folder = new TempFolder();
        Write(folder, "two.jsonl", new BenchLog { Levels = [.. LawServer.WithKnee(8, 1).Ladder(Levels, 8, "solo").Levels, .. LawServer.WithKnee(64, 2, 35).Ladder(Levels, 8, "cluster").Levels] });

        using (new CultureScope("de-DE"))
        {
            var run = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, "bench", "report", "two.jsonl");

            Expected.Matches("two-backends", run.ToString());
        }
    }

    [Fact]
    public async Task Two_logs_are_compared_and_a_worse_one_is_a_finding()
    {
        using var folder = new TempFolder();
        Write(folder, "before.jsonl", LawServer.WithKnee(10, 1).Ladder([1, 8], 10));
        Write(folder, "after.jsonl", LawServer.WithKnee(10, 2, tokensPerSecond: 40).Ladder([1, 8], 10));

        var run = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, "bench", "compare", "before.jsonl", "after.jsonl");

        Expected.Matches("compared-logs", run.ToString());
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_server_is_measured_kept_in_its_log_and_gone_on_with()
    {
        using var folder = new TempFolder();
        await using var twin = await PlannedTwin.StartAsync(_ => CallPlan.Says("one two three"));
        var setup = new TerminalSetup { WorkingFolder = folder.Path };
        string[] command = ["bench", "--url", twin.BaseUrl.ToString(), "--pp", "40", "--tg", "3", "--runs", "3", "--log", "events.jsonl", "--curve", "curve.json", "--json", "--concurrency"];

        await CommandRun.OfAsync(setup, [.. command, "1,2"]);
        var calls = twin.Ledger.Count;
        var again = await CommandRun.OfAsync(setup, [.. command, "1,2"]);
        Assert.Equal(calls, twin.Ledger.Count);
        var further = await CommandRun.OfAsync(setup, [.. command, "1,2,3"]);

        Assert.Contains("in the log already", again.Error, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], JsonDocument.Parse(further.Out).RootElement.GetProperty("ladders")[0].GetProperty("levels").EnumerateArray().Select(level => level.GetProperty("concurrency").GetInt32()));
        Assert.Equal(3, Sluice.Catalog.Curves.CurveFile.Read("curve.json", folder.Read("curve.json")).Levels.Count);
    }

    [Fact]
    public async Task Two_measurements_that_begin_together_have_two_logs()
    {
        using var folder = new TempFolder();
        await using var twin = await PlannedTwin.StartAsync(_ => CallPlan.Says("one two three"));
        var setup = new TerminalSetup { WorkingFolder = folder.Path, Time = new ManualClock() };
        string[] command = ["bench", "--url", twin.BaseUrl.ToString(), "--pp", "40", "--tg", "3", "--runs", "1", "--concurrency", "1"];

        var runs = new[] { await CommandRun.OfAsync(setup, command), await CommandRun.OfAsync(setup, command) };

        Assert.Equal(["log: .sluice/bench/20260101-000000.jsonl", "log: .sluice/bench/20260101-000000-2.jsonl"], runs.Select(run => run.Error.Split('\n').Single(line => line.StartsWith("log: ", StringComparison.Ordinal))));
        Assert.DoesNotContain("in the log already", runs[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_is_being_written_is_not_written_by_a_second_measurement()
    {
        using var folder = new TempFolder();
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var twin = await PlannedTwin.StartAsync(_ =>
        {
            asked.TrySetResult();
            return CallPlan.Says("one two three") with { Hold = go.Task };
        });
        var setup = new TerminalSetup { WorkingFolder = folder.Path };
        string[] command = ["bench", "--url", twin.BaseUrl.ToString(), "--pp", "40", "--tg", "3", "--runs", "1", "--concurrency", "1", "--log", "events.jsonl"];

        var first = CommandRun.OfAsync(setup, command);
        await asked.Task;
        var second = await CommandRun.OfAsync(setup, command);
        var read = await CommandRun.OfAsync(setup, "bench", "report", "events.jsonl");
        go.SetResult();
        await first;

        Assert.Equal((2, "sluice: --log: another measurement is writing 'events.jsonl'; allowed: the same command when that one has ended, or a log of its own\n"), (second.ExitCode, second.Error));
        Assert.DoesNotContain("cannot", read.Error, StringComparison.Ordinal);
        Assert.Equal(["events.jsonl"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Settings_are_held_against_those_a_level_was_measured_with_not_the_last_ones()
    {
        using var folder = new TempFolder();
        await using var twin = await PlannedTwin.StartAsync(_ => CallPlan.Says("one two three"));
        var setup = new TerminalSetup { WorkingFolder = folder.Path };
        string[] command = ["bench", "--url", twin.BaseUrl.ToString(), "--pp", "40", "--tg", "3", "--concurrency", "1", "--log", "events.jsonl", "--runs"];

        await CommandRun.OfAsync(setup, [.. command, "2"]);
        await CommandRun.OfAsync(setup, [.. command, "3"]); // measures nothing
        var again = await CommandRun.OfAsync(setup, [.. command, "2"]);

        Assert.DoesNotContain("stay as they were measured", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_interrupted_try_left_in_the_log_is_told_when_it_is_gone_on_with()
    {
        using var folder = new TempFolder();
        await using var twin = await PlannedTwin.StartAsync(_ => CallPlan.Says("one two three"));
        var setup = new TerminalSetup { WorkingFolder = folder.Path };
        string[] command = ["bench", "--url", twin.BaseUrl.ToString(), "--pp", "40", "--tg", "3", "--concurrency", "1", "--log", "events.jsonl", "--runs", "4"];
        await CommandRun.OfAsync(setup, command);
        var lines = folder.Read("events.jsonl").TrimEnd().Split('\n');
        folder.Write("events.jsonl", string.Join('\n', lines[..^3]) + "\n" + lines[^3][..20]); // killed in the middle of a line

        var again = await CommandRun.OfAsync(setup, command);

        Assert.Matches(@"note: 127\.0\.0\.1:\d+: pp40 tg3, c1: the log has 4 requests of it from a try that was interrupted; they stay there, and the level is measured anew", again.Error);
        Assert.Equal(0, (await CommandRun.OfAsync(setup, "bench", "report", "events.jsonl")).ExitCode & 2);
    }

    [Fact]
    public async Task A_curve_on_a_full_disk_is_told_and_the_page_is_written_all_the_same()
    {
        if (!File.Exists("/dev/full")) return; // of Linux: takes nothing, as a disk without room
        using var folder = new TempFolder();
        await using var twin = await PlannedTwin.StartAsync(_ => CallPlan.Says("one two three"));

        var run = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, "bench", "--url", twin.BaseUrl.ToString(), "--pp", "40", "--tg", "3", "--concurrency", "1", "--runs", "3", "--curve", "/dev/full", "--report", "out.html");

        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith("sluice: --curve: '/dev/full' was not written: its disk is full; allowed: a file on a disk with room\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("bench: wrote out.html", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("</html>", folder.Read("out.html").TrimEnd(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_a_trace_plans_request_by_request_is_null_in_the_JSON()
    {
        using var folder = new TempFolder();
        await using var twin = await PlannedTwin.StartAsync(_ => CallPlan.Says("one two three"));
        folder.Write("trace.jsonl", """{"at": 0, "prompt": 40, "output": 3}""" + "\n");

        var run = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, "bench", "--url", twin.BaseUrl.ToString(), "--trace", "trace.jsonl", "--warm-up", "0", "--json");

        var level = JsonDocument.Parse(run.Out).RootElement.GetProperty("ladders")[0].GetProperty("levels")[0];
        Assert.All(["concurrency", "prompt", "output"], name => Assert.Equal(JsonValueKind.Null, level.GetProperty(name).ValueKind));
    }

    [Fact]
    public async Task A_trace_that_changed_under_its_name_is_not_gone_on_with()
    {
        using var folder = new TempFolder();
        await using var twin = await PlannedTwin.StartAsync(_ => CallPlan.Says("one two three"));
        string[] command = ["bench", "--url", twin.BaseUrl.ToString(), "--trace", "trace.jsonl", "--warm-up", "0", "--log", "events.jsonl"];
        var setup = new TerminalSetup { WorkingFolder = folder.Path };

        folder.Write("trace.jsonl", """{"at": 0, "prompt": 40, "output": 3}""" + "\n");
        await CommandRun.OfAsync(setup, command);
        folder.Write("trace.jsonl", """{"output": 3, "prompt": 40, "at": 0}""" + "\n"); // the same request, written otherwise
        var same = await CommandRun.OfAsync(setup, command);
        folder.Write("trace.jsonl", """{"at": 0, "prompt": 50, "output": 3}""" + "\n");
        var other = await CommandRun.OfAsync(setup, command);

        Assert.NotEqual(2, same.ExitCode);
        Assert.Equal((2, "sluice: --log: 'trace.jsonl' has changed since 'events.jsonl' was measured with it: its levels would be of one name and of two contents; allowed: the file as it was, or a log of its own\n"), (other.ExitCode, other.Error));
    }

    [Fact]
    public async Task Records_that_changed_under_the_name_of_their_pipeline_are_not_gone_on_with()
    {
        using var folder = new TempFolder();
        folder.Write("pipeline.yaml", "name: p\ninput: { path: records.jsonl }\nsteps:\n  one:\n    model: default\n    prompt: \"{{ text }}\"\noutput: { path: out.jsonl }\n");
        await using var twin = await PlannedTwin.StartAsync(_ => CallPlan.Says("one two three"));
        string[] command = ["bench", "--url", twin.BaseUrl.ToString(), "--pipeline", "pipeline.yaml", "--concurrency", "1", "--runs", "2", "--log", "events.jsonl"];
        var setup = new TerminalSetup { WorkingFolder = folder.Path };

        folder.Write("records.jsonl", string.Concat(Enumerable.Range(0, 9).Select(i => $"{{\"id\": \"r{i}\", \"text\": \"record {i}\"}}\n")));
        await CommandRun.OfAsync(setup, command);
        var same = await CommandRun.OfAsync(setup, command);
        folder.Write("records.jsonl", string.Concat(Enumerable.Range(0, 9).Select(i => $"{{\"id\": \"r{i}\", \"text\": \"another record {i}\"}}\n")));
        var other = await CommandRun.OfAsync(setup, command);

        Assert.NotEqual(2, same.ExitCode);
        Assert.Equal(2, other.ExitCode);
        Assert.StartsWith("sluice: --log: 'pipeline.yaml' has changed since 'events.jsonl' was measured with it", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_log_is_reported_and_not_gone_on_with()
    {
        using var folder = new TempFolder();
        Write(folder, "law.jsonl", LawServer.WithKnee(10, 1).Ladder(Levels, 10));
        using (var packed = new System.IO.Compression.GZipStream(File.Create(folder.At("law.jsonl.gz")), System.IO.Compression.CompressionLevel.Fastest)) packed.Write(File.ReadAllBytes(folder.At("law.jsonl")));
        var bytes = File.ReadAllBytes(folder.At("law.jsonl.gz"));
        File.WriteAllBytes(folder.At("torn.jsonl.gz"), bytes[..(bytes.Length / 2)]);
        var setup = new TerminalSetup { WorkingFolder = folder.Path };

        var plain = await CommandRun.OfAsync(setup, "bench", "report", "law.jsonl");
        var report = await CommandRun.OfAsync(setup, "bench", "report", "law.jsonl.gz");
        var torn = await CommandRun.OfAsync(setup, "bench", "report", "torn.jsonl.gz");

        Assert.Equal(plain.Out, report.Out);
        Assert.Equal(2, torn.ExitCode);
        Assert.Contains("torn.jsonl.gz: cannot be unpacked", torn.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_measured_otherwise_is_not_gone_on_with()
    {
        using var folder = new TempFolder();
        await using var twin = await PlannedTwin.StartAsync(_ => CallPlan.Says("one two three"));
        var setup = new TerminalSetup { WorkingFolder = folder.Path };
        string[] command = ["bench", "--url", twin.BaseUrl.ToString(), "--pp", "40", "--tg", "3", "--concurrency", "1", "--log", "events.jsonl"];
        await CommandRun.OfAsync(setup, [.. command, "--runs", "2"]);

        var other = await CommandRun.OfAsync(setup, [.. command, "--runs", "2", "--jitter", "20%"]);
        var longer = await CommandRun.OfAsync(setup, [.. command, "--runs", "3"]);

        Assert.Equal((2, "sluice: --log: 'events.jsonl' was measured with --jitter 0%, not 20%; allowed: the settings of that log, or a log of its own\n"), (other.ExitCode, other.Error));
        Assert.Contains("levels that 'events.jsonl' has already stay as they were measured, with --runs 2, not 3", longer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--runs 3 --until 2%", "--runs: cannot stand beside --until")]
    [InlineData("--json --csv", "--json: cannot stand beside --csv")]
    [InlineData("--load poisson --rate 2 --concurrency 4", "--concurrency: is not held by an open loop")]
    [InlineData("--curve none/curve.json", "--curve: 'none/curve.json' is in a folder that does not exist")]
    public async Task What_would_be_ignored_or_lost_is_refused_before_anything_is_measured(string options, string problem)
    {
        using var folder = new TempFolder();

        var run = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, ["bench", "--url", "http://127.0.0.1:9/v1", .. options.Split(' ')]);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"sluice: {problem}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_of_a_pipeline_are_sent_and_judged_by_their_schema()
    {
        using var folder = new TempFolder();
        folder.Write("schema.json", """{"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}""");
        folder.Write("records.jsonl", string.Concat(Enumerable.Range(0, 40).Select(i => $"{{\"id\": \"r{i}\", \"text\": \"record {i}\"}}\n")));
        folder.Write("pipeline.yaml", "name: p\ninput: { path: records.jsonl }\nsteps:\n  one:\n    model: default\n    prompt: \"{{ text }}\"\n    schema: schema.json\noutput: { path: out.jsonl }\n");
        await using var twin = await PlannedTwin.StartAsync(call => CallPlan.Says(call.Ordinal % 4 == 0 ? """{"n": "no"}""" : """{"n": 1}"""));

        var run = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, "bench", "--url", twin.BaseUrl.ToString(), "--pipeline", "pipeline.yaml", "--concurrency", "2", "--runs", "6", "--json");

        var level = JsonDocument.Parse(run.Out).RootElement.GetProperty("ladders")[0].GetProperty("levels")[0];
        Assert.Equal(16, level.GetProperty("requests").GetProperty("answered").GetInt32());
        Assert.InRange(level.GetProperty("requests").GetProperty("invalid").GetInt32(), 3, 5);
    }

    [Fact]
    public async Task A_page_is_written_with_the_inputs_and_without_the_values_of_headers()
    {
        using var folder = new TempFolder();
        await using var twin = await PlannedTwin.StartAsync(_ => CallPlan.Says("one two three"));
        string[] command = ["bench", "--url", twin.BaseUrl.ToString(), "--pp", "40", "--tg", "3", "--runs", "3", "--concurrency", "1,2", "--seed", "7", "--log", "events.jsonl", "--report", "pages/out.html"];

        var run = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, [.. command, "--header", "X-Team: hush", "--header=X-Other: hush"]);

        var page = folder.Read("pages/out.html");
        Assert.Contains("bench: wrote pages/out.html", run.Error, StringComparison.Ordinal);
        Assert.Contains("--seed", page, StringComparison.Ordinal);
        Assert.Contains("X-Team: …", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", page + folder.Read("events.jsonl"), StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(folder.At("events.jsonl")))), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_is_made_a_page_with_a_prediction_and_two_are_compared_on_one()
    {
        using var folder = new TempFolder();
        Write(folder, "before.jsonl", LawServer.WithKnee(10, 1).Ladder([1, 8], 10));
        Write(folder, "after.jsonl", LawServer.WithKnee(10, 2, tokensPerSecond: 40).Ladder([1, 8], 10));
        folder.Write("predicted.json", """{"version": 1, "model": "m", "backend": "box", "workload": "prompt=100,output=24", "levels": [{"concurrency": 1, "provenance": "predicted", "n": 0, "records_per_hour": 9000}]}""");
        var setup = new TerminalSetup { WorkingFolder = folder.Path };

        await CommandRun.OfAsync(setup, "bench", "report", "before.jsonl", "--report", "before.html", "--prediction", "predicted.json");
        await CommandRun.OfAsync(setup, "bench", "compare", "before.jsonl", "after.jsonl", "--report", "both.html");

        Assert.Contains("predicted: m on box", folder.Read("before.html"), StringComparison.Ordinal);
        Assert.Contains("output tok/s: after.jsonl is worse at 1, 8", folder.Read("both.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report law.jsonl --report .")]
    [InlineData("report law.jsonl --report out.txt")]
    [InlineData("report law.jsonl --report out.html --as vllm")]
    [InlineData("report law.jsonl --prediction law.jsonl")]
    [InlineData("report law.jsonl --report out.html --prediction none.json")]
    [InlineData("report law.jsonl --report out.html --prediction law.jsonl")]
    public async Task A_page_that_cannot_be_made_is_told_with_what_is_allowed(string arguments)
    {
        using var folder = new TempFolder();
        Write(folder, "law.jsonl", LawServer.WithKnee(10, 1).Ladder([1, 8], 4));

        var run = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, ["bench", .. arguments.Split(' ')]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Out);
        Assert.False(File.Exists(folder.At("out.html")));
    }

    [Theory]
    [InlineData("--load poisson")]
    [InlineData("--rate 3")]
    [InlineData("--prefix shared")]
    [InlineData("--pp 0")]
    [InlineData("--until 200%")]
    [InlineData("--slo ttft")]
    [InlineData("--slo-share 90%")]
    [InlineData("--max-time 5")]
    [InlineData("--header x:y")]
    [InlineData("--runs 3 --requests 4")]
    [InlineData("--load wave")]
    [InlineData("--job 12xx4")]
    [InlineData("--job 0x700")]
    public async Task A_slip_is_told_with_what_is_allowed_before_anything_is_asked(string arguments)
    {
        var run = await CommandRun.OfAsync(["bench", .. arguments.Split(' ')]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("; allowed: ", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task Two_live_servers_are_compared_with_a_context_before_the_prompt()
    {
        using var folder = new TempFolder();
        await using var a = await PlannedTwin.StartAsync(_ => CallPlan.Says("one two three"));
        await using var b = await PlannedTwin.StartAsync(_ => CallPlan.Says("one two three"));

        var run = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, "bench", "compare", a.BaseUrl.ToString(), b.BaseUrl.ToString(),
            "--pp", "20", "--tg", "3", "--depth", "0,30", "--concurrency", "1", "--turns", "3", "--runs", "2", "--json", "--quiet");

        Assert.Equal(["pp20 tg3", "pp20 tg3 @ d30"], JsonDocument.Parse(run.Out).RootElement.GetProperty("levels").EnumerateArray().Select(level => level.GetProperty("workload").GetString()).Distinct());
    }

    static void Write(TempFolder folder, string name, BenchLog log)
    {
        using var writer = new EventLogWriter(File.Create(folder.At(name)));
        writer.Write(log with { Levels = [.. log.Levels.Select((level, i) => level with { Number = i + 1 })] });
    }
}
