using System.Text.Json;
using Sluice.Cli.History.Inspecting;
using Sluice.Schema.Grounding;
using Sluice.Testing;
using Sluice.Tests.Cli.Running;

namespace Sluice.Tests.Cli.History;

public sealed class InspectTests
{
    [Theory]
    [InlineData("inspect postings")]
    [InlineData("inspect postings r2")]
    [InlineData("inspect postings --limit 1 --json")]
    public async Task Answers_stand_beside_their_texts_with_the_quoted_values_marked(string command)
    {
        using HistoryJob job = await HistoryJob.MakeAsync();

        CommandRun run = await job.RunAsync(command.Split(' '));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Expected.Matches(command.Replace(' ', '-'), run.Out);
    }

    [Fact]
    public async Task A_page_asks_no_network_and_names_each_marks_field()
    {
        using HistoryJob job = await HistoryJob.MakeAsync();

        CommandRun run = await job.RunAsync("inspect", "postings", "--html", "out/page.html");

        Assert.Equal((0, "2 records in out/page.html\n"), (run.ExitCode, run.Out));
        string page = job.Folder.Read("out/page.html");
        Expected.Matches("inspect-page", page);
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.Contains("a <mark class=\"f0\" id=\"r2_2Ftitle\">line cook<sup>title</sup></mark>, and a &quot;chef&quot;", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect two --step quote --json")]
    [InlineData("inspect two r1 --step quote --json")]
    public async Task Values_quoted_from_an_earlier_steps_answer_are_marked_in_that_answer(string command)
    {
        await using TwoStepJob job = await TwoStepJob.StartAsync();
        await job.AskAsync();

        CommandRun run = await job.RunAsync(command.Split(' '));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement line = JsonElement.Parse(run.Out.Split('\n')[0]);
        Assert.Equal(("Short number1 here", "number1", 6), (line.GetProperty("text").GetString(), line.GetProperty("spans")[0].GetProperty("text").GetString(), line.GetProperty("spans")[0].GetProperty("start").GetInt32()));
    }

    [Fact]
    public async Task An_answer_that_was_kept_when_the_earlier_step_changed_is_shown_in_the_text_of_now()
    {
        await using TwoStepJob job = await TwoStepJob.StartAsync();
        await job.AskAsync();
        job.Folder.Write("pipeline.yaml", job.Folder.Read("pipeline.yaml").Replace("minLength: 5", "minLength: 4", StringComparison.Ordinal));
        await job.AskAsync();

        CommandRun run = await job.RunAsync("inspect", "two", "r2", "--step", "quote");

        Assert.Equal((0, "", 6), (run.ExitCode, run.Error, job.Server.Ledger.Count));
        Assert.Contains("Short [number2] here", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect postings r3", "sluice: inspect: the record 'r3' has no answer: it failed as truncated; allowed: sluice replay postings r3\n")]
    [InlineData("inspect postings r9", "sluice: inspect: the run 'postings' has no record 'r9' (did you mean 'r1'?); allowed: ids such as r1, r2, r3, r4\n")]
    public async Task A_record_without_an_answer_is_told(string command, string error)
    {
        using HistoryJob job = await HistoryJob.MakeAsync();

        CommandRun run = await job.RunAsync(command.Split(' '));

        Assert.Equal((2, "", error), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public void Spans_that_overlap_share_their_pieces()
    {
        IReadOnlyList<TextPiece> pieces = TextPiece.Of("abcdefgh", [new GroundedSpan("/a", 1, 4), new GroundedSpan("/b", 3, 3), new GroundedSpan("/far", 7, 9)]);

        Assert.Equal(["a:", "bc:/a", "de:/a,/b", "f:/b", "gh:"], pieces.Select(piece => $"{piece.Text}:{string.Join(',', piece.Spans.Select(span => span.InstancePath))}"));
    }

    [Theory]
    [InlineData("/skills/3/name", "skills.name")]
    [InlineData("/a~1b", "a/b")]
    [InlineData("/0", "")]
    public void A_field_is_what_has_a_name_in_the_path(string pointer, string field) => Assert.Equal(field, FieldNames.Of(pointer));
}
