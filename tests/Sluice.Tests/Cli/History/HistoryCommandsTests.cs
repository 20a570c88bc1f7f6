using Sluice.Testing;

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
