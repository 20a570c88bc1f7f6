using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Cli.Answers;
using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Sluice.Pipeline.Output;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Cli.History.Inspecting;

/// <summary><c>sluice inspect</c>: answers beside the texts they were taken from.</summary>
internal static class InspectSession
{
    private const string Command = "inspect";
    private const int OnScreen = 3, OnPage = 200; // records shown unless told otherwise

    public static int Run(InspectRequest request, Terminal terminal)
    {
        using HistoryBook book = HistoryBook.Open(Command, request.Store, terminal);
        StoredRun run = book.Run(request.Run);
        StepHistory step = book.Step(run, request.Step, request.Config);
        int limit = request.Limit ?? (request.Html is null && !request.Json ? OnScreen : OnPage);
        var texts = new InspectedTexts(book, run, step);
        IEnumerable<InspectedRecord> records = request.Key is { } key ? [One(book, run, texts, key)] : texts.All(limit).Select(row => Of(row, texts));

        long total = request.Key is null ? step.Answers : 1;
        if (request.Html is { } typed) return Page(records, run, step, total, typed, terminal);
        foreach (InspectedRecord record in records)
        {
            if (request.Json) terminal.Out.WriteLine(InspectJson.Of(record));
            else InspectScreen.Write(record, terminal);
        }

        if (request.Json) return ExitCode.Done;
        if (total == 0) terminal.Out.WriteLine("no record is answered");
        else NextLines.Write([(terminal.CommandLineOf([Command, run.Name, "--html", $"{run.Name}.html"]), total > limit ? $"{Figures.Count(Math.Min(total, OnPage))} of the {Figures.Count(total)} answers as a page" : "the same as a page")], terminal.Out);
        return ExitCode.Done;
    }

    private static int Page(IEnumerable<InspectedRecord> records, StoredRun run, StepHistory step, long total, string typed, Terminal terminal)
    {
        string path = terminal.Opened(typed);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            int shown = 0;
            var page = new InspectPage($"{run.Name}: {step.Name}", $"{Figures.Count(total, "record")} answered, config {HistoryBook.ShortHash(step.ConfigHash)}. Marks are the values that had to be quoted from the text.", file);
            page.Begin();
            foreach (InspectedRecord record in records)
            {
                page.Add(record);
                shown++;
            }

            page.End();
            terminal.Out.WriteLine($"{Figures.Count(shown, "record")}{(shown < total ? $" of {Figures.Count(total)}" : "")} in {terminal.Shown(path)}");
            return ExitCode.Done;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException($"--html {typed}", $"cannot be written: {problem.Message}");
        }
    }

    private static InspectedRecord One(HistoryBook book, StoredRun run, InspectedTexts texts, string key)
    {
        RecordHistory record = book.Record(run, key);
        StoredAnswer? answer = book.History.AnswerTo(texts.Step.Step, key);
        if (answer is not null) return Of(new AnsweredRow(answer, record.Fields), texts);

        string? reason = record.Attempts.LastOrDefault(attempt => attempt.Entry.Reason is not null)?.Entry.Reason;
        throw new CouldNotRunException(Command, $"the record '{key}' has no answer{(reason is null ? "" : $": it failed as {reason}")}", $"sluice replay {run.Name} {key}");
    }

    private static InspectedRecord Of(AnsweredRow row, InspectedTexts texts)
    {
        bool found = texts.TryRender(row, out string? text, out string? problem);
        var grounded = new GroundedAnswer(row.Answer.Key, JsonElement.Parse(row.Answer.Answer.Json), found ? text! : "", found ? StoredSource.Spans(row.Answer.Answer.Spans) : []);
        return new InspectedRecord(grounded, found ? null : problem, From(row.Answer));
    }

    private static string From(StoredAnswer answer)
    {
        List<string> parts = [.. new[] { answer.Model, answer.Backend is { } backend ? $"on {backend}" : null }.OfType<string>()];
        string attempts = Figures.Count(answer.Attempts, "attempt");
        string seconds = answer.Total is { } total ? string.Create(CultureInfo.InvariantCulture, $", {total.TotalSeconds:0.00} s") : "";
        string tokens = answer.CompletionTokens is { } written ? $", {Figures.Count(written)} tokens" : "";
        return $"{string.Join(' ', parts)}{(parts.Count > 0 ? ", " : "")}{attempts}{tokens}{seconds}";
    }
}
