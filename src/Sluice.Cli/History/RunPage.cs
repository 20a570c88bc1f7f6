using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Cli.History;

/// <summary>One run for people: its steps, what failed and why with an example of each, and what to type next.</summary>
internal static class RunPage
{
    private const int MostDetail = 200; // characters of a sample's detail or response

    public static void Write(StoredRun run, string state, IReadOnlyList<StepHistory> steps, Terminal terminal)
    {
        TextWriter output = terminal.Out;
        output.WriteLine($"{run.Name} (run {run.Id}): {state}{When(run, terminal.Time)}");
        if (run.Last?.Message is { } message) output.WriteLine($"  because   {message}");
        output.WriteLine($"  pipeline  {terminal.Shown(run.Path)}");
        if (run.Last?.Command is { } command) output.WriteLine($"  command   {terminal.CommandLineOf(command.Arguments)}");
        output.WriteLine($"  records   {Figures.Count(run.Records)}");

        IReadOnlyList<StepHistory> latest = HistoryBook.Latest(steps);
        foreach (StepHistory step in latest) Write(step, [.. steps.Where(other => other.Name == step.Name && other != step)], terminal);
        NextLines.Write(Next(run, latest, terminal), output);
    }

    private static void Write(StepHistory step, IReadOnlyList<StepHistory> earlier, Terminal terminal)
    {
        TextWriter output = terminal.Out;
        output.WriteLine();
        output.WriteLine($"step {step.Name}: {Figures.Count(step.Answers)} answered, {Figures.Count(step.Failures.Sum(failure => failure.Count))} failed (config {HistoryBook.ShortHash(step.ConfigHash)})");
        output.WriteLine($"  {Figures.Count(step.Totals.Calls, "call")}, {Figures.Count(step.Totals.PromptTokens)} prompt tokens, {Figures.Count(step.Totals.CompletionTokens)} written{(step.Totals.PromptTokens is null ? ": no call came with a count of its tokens" : "")}");
        foreach (FailureCount failure in step.Failures)
        {
            StoredFailure sample = failure.Sample;
            string place = sample.Key == sample.Place ? sample.Place : $"{sample.Key} ({sample.Place})";
            output.WriteLine($"  {failure.Reason} {Figures.Count(failure.Count)}, first {place}: {Line(sample.Failure.Detail)}");
            if (sample.Response is { Length: > 0 } response) output.WriteLine($"    its last response: {Line(response)}");
        }

        foreach (StepHistory other in earlier)
            output.WriteLine($"  earlier config {HistoryBook.ShortHash(other.ConfigHash)}, used {Moments.Of(other.UsedAt, terminal.Time)}: {Figures.Count(other.Answers)} answered, {Figures.Count(other.Failures.Sum(failure => failure.Count))} failed");
    }

    private static string When(StoredRun run, TimeProvider time) => run.Last switch
    {
        null => $", begun {Moments.Of(run.CreatedAt, time)}",
        { EndedAt: { } end } last => $", from {Moments.Of(last.StartedAt, time)} to {Moments.Of(end, time)}",
        { } last => $", since {Moments.Of(last.StartedAt, time)}",
    };

    private static IEnumerable<(string Command, string Meaning)> Next(StoredRun run, IReadOnlyList<StepHistory> steps, Terminal terminal)
    {
        if (run.Last?.Ending is null or "drained" or "aborted" or "stopped" && run.Last?.Command is { } last) yield return (terminal.CommandLineOf(last.Arguments), "go on where it ended");
        if (steps.SelectMany(step => step.Failures).FirstOrDefault(failure => failure.Sample.Attempts > 0) is { } failure)
        {
            string[] set = failure.Reason is "truncated" or "reasoning-only" ? ["--set", "max_tokens=2000"] : [];
            yield return (terminal.CommandLineOf(["retry", run.Name, "--reason", failure.Reason, .. set]), "ask those records again");
            yield return (terminal.CommandLineOf(["replay", run.Name, failure.Sample.Key]), "every call about one of them");
            yield return (terminal.CommandLineOf(["export", run.Name, "--failures"]), "all failures");
        }

        if (steps.Any(step => step.Answers > 0)) yield return (terminal.CommandLineOf(["inspect", run.Name]), "answers beside their texts");
    }

    private static string Line(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > MostDetail ? line[..MostDetail] + "…" : line;
    }
}
