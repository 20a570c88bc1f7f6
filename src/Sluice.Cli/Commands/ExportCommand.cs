using System.CommandLine;
using Sluice.Cli.History;
using Sluice.Cli.Terminals;
using Sluice.Pipeline.Output;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice export</c>.</summary>
internal static class ExportCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        Argument<string> run = HistoryOptions.Run();
        Option<string?> format = TaughtOption.Choice("--format", "FORMAT", ["jsonl", "csv", "openai-batch"],
            "A JSON object a line, a table with a column for each key of the answers, or result lines of OpenAI's Batch API (default: jsonl)");
        Option<string?> order = TaughtOption.Choice("--order", "ORDER", ["input", "accepted"], "As the records stand in the input, or as their answers came (default: input)");
        Option<bool> failures = TaughtOption.Switch("--failures", "The failed records instead: reason, detail and last response");
        Option<string?> output = TaughtOption.Text("--output", "PATH", "The file to write (default: standard output)");
        Option<string?> include = TaughtOption.Text("--include", "FIELD,…", "Fields of the records to write beside the answers");
        Option<string?> step = TaughtOption.Text("--step", "NAME", "One step of several (default: all, each record in one line)");
        Option<string?> config = TaughtOption.Text("--config-hash", "HASH", "An earlier configuration, by the beginning of its hash (default: the one used last)");
        Option<string?> store = HistoryOptions.Store();
        var command = new TaughtCommand("export", "Write a run's answers or failures, at any time, also while it goes on.")
        {
            Examples = ["sluice export job-postings --format csv --output answers.csv", "sluice export job-postings --failures | head -n 3"],
        };
        command.Add(run);
        foreach (Option option in (Option[])[format, order, failures, include, output, step, config, store]) command.Add(option);
        command.SetAction(parsed => ExportSession.Run(new ExportRequest
        {
            Run = parsed.GetRequiredValue(run),
            Format = parsed.GetValue(format) switch { "csv" => ExportFormat.Csv, "openai-batch" => ExportFormat.OpenAiBatch, _ => ExportFormat.Lines },
            Order = parsed.GetValue(order) == "accepted" ? ExportOrder.Accepted : ExportOrder.Input,
            Failures = parsed.GetValue(failures),
            Include = parsed.GetValue(include)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            Output = parsed.GetValue(output),
            Step = parsed.GetValue(step),
            Config = parsed.GetValue(config),
            Store = parsed.GetValue(store),
        }, terminal));
        return command;
    }
}
