using System.CommandLine;
using Sluice.Bench.Dialects;
using Sluice.Cli.Benching;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice bench report</c>: figures from a log, by our definitions or another tool's.</summary>
internal static class BenchReportCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        var log = new Argument<string>("LOG.jsonl") { Description = "An event log that sluice bench --log wrote" };
        Option<string?> speaker = TaughtOption.Text("--as", "TOOL", $"What another tool would have printed of the same requests: {string.Join(", ", Dialect.All.Select(dialect => dialect.Name))} (default: our own definitions)");
        Option<int?> latency = TaughtOption.Number("--latency-ms", 0, 60_000, "What llama-benchy's view takes off a prefill (default: what the log's probe measured)");
        var decisions = new DecisionOptions();
        var page = new PageOptions();
        Option<bool> json = TaughtOption.Switch("--json", "Write JSON");
        Option<bool> csv = TaughtOption.Switch("--csv", "Write CSV, a row a level");
        Option<bool> markdown = TaughtOption.Switch("--markdown", "Write Markdown tables");

        var command = new TaughtCommand("report", "Compute the figures of an event log anew, by our definitions or by another tool's.")
        {
            Examples = ["sluice bench report events.jsonl", "sluice bench report events.jsonl --as llama-benchy@0.4", "sluice bench report events.jsonl --as vllm --json", "sluice bench report events.jsonl --report out.html --prediction predicted.json"],
        };
        command.Add(log);
        foreach (Option option in (Option[])[speaker, latency, json, csv, markdown]) command.Add(option);
        decisions.AddTo(command);
        page.AddTo(command);
        command.SetAction(parsed =>
        {
            Contradictions.Refuse(parsed, [json, csv], [json, markdown], [csv, markdown]);
            return new ReportSession(terminal).Run(new ReportRequest
            {
                Log = parsed.GetRequiredValue(log),
                As = parsed.GetValue(speaker),
                LatencyMs = parsed.GetValue(latency),
                Target = decisions.Target(parsed),
                Cost = decisions.Cost(parsed),
                Job = decisions.Job(parsed),
                Page = page.Page(parsed),
                Predictions = page.Predictions(parsed),
                Format = FormatOf(parsed.GetValue(json), parsed.GetValue(csv), parsed.GetValue(markdown)),
            });
        });
        return command;
    }

    public static ReportFormat FormatOf(bool json, bool csv, bool markdown) => json ? ReportFormat.Json : csv ? ReportFormat.Csv : markdown ? ReportFormat.Markdown : ReportFormat.Text;
}
