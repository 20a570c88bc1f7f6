using System.Text.Json;
using Sluice.Testing;
using Sluice.Tests.Cli.Running;

namespace Sluice.Tests.Cli.History;

public sealed class HistoryCommandsTests
{
    [Theory]
    [InlineData("runs")]
    [InlineData("runs --json")]
    [InlineData("runs show postings")]
    [InlineData("runs show 1 --json")]
    [InlineData("export postings")]
    [InlineData("export 1 --format csv --order accepted")]
    [InlineData("export postings --failures")]
    [InlineData("export postings --failures --format csv")]
    [InlineData("export postings --format openai-batch")]
    [InlineData("export postings --failures --format openai-batch")]
    [InlineData("replay postings r3")]
    [InlineData("replay postings r3 --json")]
    [InlineData("runs prune postings")]
    public async Task What_a_store_holds_is_told(string command)
    {
        using HistoryJob job = await HistoryJob.MakeAsync();

        CommandRun run = await job.RunAsync(command.Split(' '));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Expected.Matches(command.Replace(' ', '-'), run.Out.Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("runs show posting", "sluice: runs show: there is no run 'posting' in .sluice/runs.db (did you mean 'postings'?); allowed: 1 (postings)\n")]
    [InlineData("export 7", "sluice: export: there is no run '7' in .sluice/runs.db; allowed: 1 (postings)\n")]
    [InlineData("export postings --step extrakt", "sluice: export: the run has no step 'extrakt' (did you mean 'extract'?); allowed: extract\n")]
    [InlineData("export postings --config-hash ff", "sluice: export: the run has no configuration 'ff'; allowed: ")]
    [InlineData("replay postings r33", "sluice: replay: the run 'postings' has no record 'r33' (did you mean 'r3'?); allowed: ids such as ")]
    [InlineData("retry postings --reason truncatd", "sluice: retry: no record of the run 'postings' failed as 'truncatd' (did you mean 'truncated'?); allowed: not-json, truncated\n")]
    [InlineData("runs prune", "sluice: runs prune: nothing says which runs; allowed: a run, --older-than DAYS, or --part old or bodies for a part of all runs\n")]
    [InlineData("runs list", "sluice: runs: unknown command 'list'; allowed: show, prune\n")]
    public async Task What_is_not_there_is_told_with_what_is(string command, string error)
    {
        using HistoryJob job = await HistoryJob.MakeAsync();

        CommandRun run = await job.RunAsync(command.Split(' '));

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_several_steps_is_exported_a_record_a_line_in_the_order_of_the_input()
    {
        await using TwoStepJob job = await TwoStepJob.StartAsync();
        await job.AskAsync("--concurrency", "3");

        CommandRun lines = await job.RunAsync("export", "two", "--include", "text");
        CommandRun table = await job.RunAsync("export", "two", "--format", "csv", "--include", "text,gone");
        CommandRun one = await job.RunAsync("export", "two", "--step", "quote");

        Assert.Equal((0, 0, 0), (lines.ExitCode, table.ExitCode, one.ExitCode));
        string[] records = lines.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["r1", "r2", "r3"], records.Select(line => JsonElement.Parse(line).GetProperty("id").GetString()));
        Assert.StartsWith("""{"id":"r2","input":{"text":"text 2"},"steps":{"sum-up":{"answer":{"summary":"Short number2 here"},"model":""", records[1], StringComparison.Ordinal);
        Assert.Contains("\"quote\":{\"answer\":{\"word\":\"number2\"}", records[1], StringComparison.Ordinal);
        string[] rows = table.Out.Split("\r\n");
        Assert.Equal("id,text,gone,sum-up.summary,sum-up.model,sum-up.backend,sum-up.config,sum-up.attempts,sum-up.prompt_tokens,sum-up.completion_tokens,sum-up.seconds,quote.word,quote.model,quote.backend,quote.config,quote.attempts,quote.prompt_tokens,quote.completion_tokens,quote.seconds", rows[0]);
        Assert.StartsWith("r1,text 1,,Short number1 here,scripted,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("""{"id":"r1","answer":{"word":"number1"}""", one.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_into_a_device_writes_to_it_and_leaves_it_in_its_place()
    {
        if (!OperatingSystem.IsLinux()) return;
        using HistoryJob job = await HistoryJob.MakeAsync();

        CommandRun run = await job.RunAsync("export", "postings", "--output", "/dev/null");

        Assert.Equal((0, "2 answers in /dev/null\n"), (run.ExitCode, run.Error));
        Assert.Equal("", await File.ReadAllTextAsync("/dev/null"));
    }

    [Fact]
    public async Task A_step_that_the_pipeline_has_no_more_is_no_part_of_an_export()
    {
        await using TwoStepJob job = await TwoStepJob.StartAsync();
        await job.AskAsync("--limit", "1");
        string pipeline = job.Folder.Read("pipeline.yaml");
        job.Folder.Write("pipeline.yaml", pipeline[..pipeline.IndexOf("  quote:", StringComparison.Ordinal)] + "output: { path: answers.jsonl }\n");
        await job.AskAsync();

        CommandRun run = await job.RunAsync("export", "two");

        Assert.Equal((0, 3), (run.ExitCode, run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
    }

    [Fact]
    public async Task Failures_of_several_steps_name_their_step()
    {
        await using TwoStepJob job = await TwoStepJob.StartAsync();
        job.Folder.Write("records.jsonl", "{\"id\": \"a\"}\n");
        await job.AskAsync();

        CommandRun run = await job.RunAsync("export", "two", "--failures", "--format", "csv");

        Assert.Equal(["id,step,place,reason,detail,attempts,response", "a,sum-up,records.jsonl:1,input,", "a,quote,records.jsonl:1,earlier-step,"],
            run.Out.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row.StartsWith("id", StringComparison.Ordinal) ? row : string.Join(',', row.Split(',')[..4]) + ","));
    }

    [Fact]
    public async Task An_export_into_a_file_replaces_it_when_it_is_whole()
    {
        using HistoryJob job = await HistoryJob.MakeAsync();
        job.Folder.Write("out/answers.csv", "old");

        CommandRun run = await job.RunAsync("export", "postings", "--format", "csv", "--output", "out/answers.csv");

        Assert.Equal((0, "", "2 answers in out/answers.csv\n"), (run.ExitCode, run.Out, run.Error));
        Assert.StartsWith("id,title,tags,answer.id,model,", job.Folder.Read("out/answers.csv"), StringComparison.Ordinal);
        Assert.False(File.Exists(job.Folder.At("out/answers.csv.partial")));
    }

    [Fact]
    public async Task Runs_not_used_for_long_are_forgotten_when_it_is_confirmed()
    {
        using HistoryJob job = await HistoryJob.MakeAsync();

        CommandRun young = await job.RunAsync("runs", "prune", "--older-than", "30", "--yes");
        CommandRun old = await job.RunAsync("runs", "prune", "--older-than", "3", "--yes");

        Assert.Equal("nothing to forget\n", young.Out);
        Assert.StartsWith("Forgot 1 run, 3 answers, 6 attempts", old.Out, StringComparison.Ordinal);
        Assert.Equal("no runs yet\n", (await job.RunAsync("runs")).Out);
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_told()
    {
        using var folder = new TempFolder();

        CommandRun run = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, "runs");

        Assert.Equal((2, $"sluice: runs: there is no run store at {folder.At(".sluice/runs.db")}; 'sluice run' makes one, and --store names another\n"), (run.ExitCode, run.Error));
    }
}
