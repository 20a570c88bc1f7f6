using Sluice.Cli.Answers;
using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Sluice.Pipeline.Running;
using Spectre.Console;

namespace Sluice.Cli.Demo;

/// <summary>The demo's last words: two answers to read, both speeds, what it cost, and what to type next. All of it from the run.</summary>
internal static class DemoReport
{
    /// <param name="pipeline">The sample's path as it can be typed here.</param>
    public static void Write(DemoResult result, string pipeline, Terminal terminal)
    {
        IAnsiConsole console = Screens.Open(terminal);
        RunReport end = result.Rest.Report;
        console.WriteLine($"{Count(end)} records answered. The first {result.Shown.Count}, with what is quoted from the text marked in its line:");
        foreach (AnsweredRecord record in result.Shown)
        {
            console.Write(AnswerTable.Of(new GroundedAnswer(record.Record.Key, record.Answer, record.Source, record.Spans), terminal.HasColor, terminal.Width));
        }
        console.Write(Speeds(result));
        if (result.Ratio is { } ratio)
        {
            console.WriteLine(result.Best == result.Ladder[0]
                ? "One call at a time was best here: a busy machine has nothing left to give."
                : $"{Figures.Times(ratio)} as many records an hour with {result.Best.Concurrency} calls at once, the best level: the rest ran at it.");
        }
        console.WriteLine();
        WriteCosts(result, console);
        console.WriteLine();
        WriteNext(terminal.Shown(end.OutputPath), pipeline, terminal);
    }

    private static string Count(RunReport end) =>
        $"{Figures.Count(end.Progress.Answered + end.Progress.Resumed)} of {Figures.Count(end.Progress.Done)}";

    private static Table Speeds(DemoResult result)
    {
        var table = new Table { Border = TableBorder.Rounded, Expand = false };
        table.AddColumn("calls at once");
        foreach (string title in (string[])["records/h", "tokens/s", "records", "prompt tokens each", "written tokens each"])
            table.AddColumn(new TableColumn(title).RightAligned());
        foreach (DemoPhase phase in (DemoPhase[])[.. result.Ladder, result.Rest])
        {
            table.AddRow($"{Figures.Count(phase.Concurrency)}{(phase == result.Rest ? " (the rest)" : "")}", Figures.Rate(phase.End.RecordsPerHour), Figures.Rate(phase.TokensPerSecond),
                Figures.Count(phase.End.Answered), Whole(phase.PromptTokensPerCall), Whole(phase.CompletionTokensPerCall));
        }
        return table;
    }

    private static void WriteCosts(DemoResult result, IAnsiConsole console)
    {
        long? prompt = result.Phases.All(phase => phase.End.PromptTokens is null) ? null : result.Phases.Sum(phase => phase.End.PromptTokens ?? 0);
        long? written = result.Phases.All(phase => phase.End.CompletionTokens is null) ? null : result.Phases.Sum(phase => phase.End.CompletionTokens ?? 0);
        long? cached = result.Phases.All(phase => phase.End.CachedTokens is null) ? null : result.Phases.Sum(phase => phase.End.CachedTokens ?? 0);
        console.WriteLine(ProgressText.Failures(result.Rest.End.FailedByReason) ?? "0 failed");
        console.WriteLine($"{Figures.Count(prompt)} prompt tokens{(cached is { } part ? $" ({Figures.Count(part)} of them found in the cache)" : "")}, "
            + $"{Figures.Count(written)} written, {Figures.Clock(result.Elapsed)} in all");
    }

    private static void WriteNext(string answers, string pipeline, Terminal terminal)
    {
        NextLines.Write(
            [
                ($"head -n 3 {Quoting.Word(answers)}", "the answers, one JSON object a line"),
                (terminal.CommandLineOf(["run", pipeline, "--url", "http://localhost:8000"]), "the same on your own server"),
                (terminal.CommandLineOf(["run", "--help"]), "on your own records: copy the sample's folder and change it"),
            ],
            terminal.Out);
    }

    private static string Whole(double? value) => value is { } known ? Figures.Count((long)Math.Round(known)) : Figures.Unknown;
}
