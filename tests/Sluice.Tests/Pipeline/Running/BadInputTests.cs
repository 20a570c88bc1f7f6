using System.IO.Compression;
using System.Text;
using Sluice.Pipeline.Running;
using Sluice.Protocol.Client;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

public sealed class BadInputTests
{
    [Fact]
    public async Task Records_that_cannot_be_asked_about_fail_by_name_and_the_rest_run()
    {
        await using var rig = await RunRig.StartAsync(records: 0);
        rig.WriteRecords([
            """{"id": "a", "text": "x"}""",
            "not json",
            """{"text": "no id"}""",
            """{"id": "a", "text": "again"}""",
            """{"id": "b", "txt": "no text"}""",
            """{"id": "c", "text": "y"}""",
        ]);

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 2L, 6L, 6L), (report.Ending, report.Progress.Answered, report.Progress.Done, report.Progress.Total));
        Assert.Equal(["duplicate-id 1", "input 3"], report.Progress.FailedByReason.Select(reason => $"{reason.Key} {reason.Value}"));
        Assert.Equal(["a", "c"], rig.Ids.Order());
        Assert.Equal([
            "b: the prompt in pipeline.yaml:7 asks for 'text', but this record has no 'text'; it has: id, txt",
            "data.jsonl:2: the line is not JSON ",
            "data.jsonl:3: the record has no $.id, where its id should be; it has: text",
            "data.jsonl:4: the id 'a' stands already at data.jsonl:1; only the first record with an id is asked about",
        ], rig.Failures.Select(line => $"{line.GetProperty("id")}: {line.GetProperty("detail")}").Order(StringComparer.Ordinal).Select(text => text.Split('(')[0]));
        Assert.Equal(rig.Folder.At("out/answers.failed.jsonl"), report.FailuresPath);
    }

    [Fact]
    public async Task A_gzip_file_that_was_cut_short_stops_the_run_with_its_name()
    {
        await using var rig = await RunRig.StartAsync(records: 0);
        using (var packed = new MemoryStream())
        {
            using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            {
                foreach (var n in Enumerable.Range(0, 2000)) gzip.Write(Encoding.UTF8.GetBytes($"{{\"id\": \"r{n}\", \"text\": \"{n * 7919}\"}}\n"));
            }

            await File.WriteAllBytesAsync(rig.Folder.At("data.jsonl"), packed.ToArray()[..(int)(packed.Length / 2)]);
        }

        var report = await rig.RunAsync();

        Assert.Equal(RunEnding.Stopped, report.Ending);
        Assert.StartsWith("the input cannot be read: data.jsonl: the gzip file is cut short or damaged, so that the rest of its records cannot be had (", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_records_are_journalled_once_however_often_the_run_is_resumed()
    {
        await using var rig = await RunRig.StartAsync(records: 1);
        rig.WriteRecords(["bad", """{"id": "r1", "text": "x"}"""]);
        await rig.RunAsync();
        var before = rig.Folder.Read("out/answers.failed.jsonl");

        var again = await rig.RunAsync();

        Assert.Equal((1L, 1L), (again.Progress.Failed, again.Progress.Resumed));
        Assert.Equal(before, rig.Folder.Read("out/answers.failed.jsonl"));
    }

    [Fact]
    public async Task A_bad_line_that_was_mended_is_no_failure_any_more()
    {
        await using var rig = await RunRig.StartAsync(records: 1);
        rig.WriteRecords(["bad", """{"id": "r1", "text": "x"}"""]);
        await rig.RunAsync();
        rig.WriteRecords(["""{"id": "r0", "text": "good"}""", """{"id": "r1", "text": "x"}"""]);

        var again = await rig.RunAsync();

        Assert.Equal((1L, 1L, 0L, null), (again.Progress.Answered, again.Progress.Resumed, again.Progress.Failed, again.FailuresPath));
        Assert.Empty(rig.Failures);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n")]
    public async Task An_empty_input_is_said_clearly(string content)
    {
        await using var rig = await RunRig.StartAsync(records: 0);
        rig.Folder.Write("data.jsonl", content);

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Stopped, "the input has no records: data.jsonl"), (report.Ending, report.Message));
    }

    [Fact]
    public async Task A_server_that_is_not_there_stops_the_run_at_once()
    {
        await using var rig = await RunRig.StartAsync(records: 3);
        await rig.Server.DisposeAsync();

        var report = await rig.RunAsync();

        Assert.Equal(RunEnding.Stopped, report.Ending);
        Assert.Equal($"the backend 'rig' at {rig.Server.BaseUrl} cannot be reached: 127.0.0.1:{rig.Server.BaseUrl.Port} refuses the connection: is the server running?", report.Message);
        Assert.Equal((0L, 0L), (report.Progress.Calls, report.Progress.Failed));
    }

    [Theory]
    [InlineData(null, "; no key was sent; --key-env NAME, or key: \"${env:NAME}\" of the backend in sluice.yaml, takes it from an environment variable")]
    [InlineData("wrong", "; see that the environment variable it is taken from (--key-env NAME, or key: \"${env:NAME}\" of the backend in sluice.yaml) holds the right one")]
    public async Task A_wrong_key_stops_the_run_before_the_first_record(string? key, string remedy)
    {
        await using var rig = await RunRig.StartAsync(records: 3, key: "right");
        rig.Key = key is null ? null : new Secret(key);

        var report = await rig.RunAsync();

        Assert.Equal(RunEnding.Stopped, report.Ending);
        Assert.StartsWith($"the backend 'rig' at {rig.Server.BaseUrl} refuses the key: ", report.Message, StringComparison.Ordinal);
        Assert.Contains("401: The key is missing or wrong", report.Message, StringComparison.Ordinal);
        Assert.EndsWith(remedy, report.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, null, "; no key was sent; --key-env NAME, ")]
    [InlineData(402, null, "; see the account's balance and limits; the same command goes on where the run ended")]
    [InlineData(429, "insufficient_quota", "; see the account's balance and limits; the same command goes on where the run ended")]
    public async Task An_account_that_is_refused_in_mid_run_pauses_it_with_what_to_mend(int status, string? code, string remedy)
    {
        await using var rig = await RunRig.StartAsync(records: 30, script: call => call.Ordinal < 5 ? CallPlan.Says(RunRig.Good) : CallPlan.Fails(status, "no", code));

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Stopped, 0L), (report.Ending, report.Progress.Failed));
        Assert.Contains(remedy, report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_model_stops_the_run_and_what_the_server_offers_is_listed()
    {
        await using var rig = await RunRig.StartAsync(records: 30, models: ["llama", "qwen"]);
        rig.Model = "gpt-oss";

        var report = await rig.RunAsync();

        Assert.Equal(RunEnding.Stopped, report.Ending);
        Assert.Contains("The model 'gpt-oss' is not served here; served: llama, qwen.", report.Message, StringComparison.Ordinal);
        Assert.EndsWith("; the server offers: llama, qwen", report.Message, StringComparison.Ordinal);
        Assert.Equal(0, report.Progress.Failed);
        Assert.InRange(rig.Server.Ledger.Count, 1, 4);
    }

    [Fact]
    public async Task A_prompt_longer_than_the_context_fails_that_record_alone()
    {
        await using var rig = await RunRig.StartAsync(records: 3, script: call => call.LastMessage == "posting 2"
            ? CallPlan.Fails(400, "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.", "context_length_exceeded")
            : CallPlan.Says(RunRig.Good));

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 2L, 3), (report.Ending, report.Progress.Answered, rig.Server.Ledger.Count));
        var failure = Assert.Single(rig.Failures);
        Assert.Equal(("r2", "request"), (failure.GetProperty("id").GetString(), failure.GetProperty("reason").GetString()));
        Assert.Contains("maximum context length is 4096 tokens", failure.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_file_that_went_away_stops_the_run()
    {
        await using var rig = await RunRig.StartAsync(records: 3);
        var run = rig.NewRun();
        File.Delete(rig.Folder.At("data.jsonl"));

        var report = await run.ExecuteAsync(rig, default);

        Assert.Equal(RunEnding.Stopped, report.Ending);
        Assert.StartsWith("the input cannot be read: ", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_stops_the_run_and_keeps_the_answers()
    {
        await using var rig = await RunRig.StartAsync(records: 3);
        rig.Folder.Write("out", "a file where a folder should be");

        var stopped = await rig.RunAsync();
        File.Delete(rig.Folder.Path + "/out");
        var report = await rig.RunAsync();

        Assert.Equal(RunEnding.Stopped, stopped.Ending);
        Assert.Contains("cannot be written", stopped.Message, StringComparison.Ordinal);
        Assert.Equal((RunEnding.Finished, 3), (report.Ending, rig.Output.Count));
    }
}
