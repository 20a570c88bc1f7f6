using System.CommandLine;
using Sluice.Cli.History.Inspecting;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice inspect</c>.</summary>
internal static class InspectCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        Argument<string> run = HistoryOptions.Run();
        var key = new Argument<string?>("KEY") { Description = "A record's id (default: the first records)", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> html = TaughtOption.Text("--html", "PATH", "Write a page that opens in any browser without a network, also on a phone");
        Option<int?> limit = TaughtOption.Number("--limit", 1, int.MaxValue, "Records at most (default: 3 in the terminal, 200 on a page)");
        Option<string?> step = TaughtOption.Text("--step", "NAME", "Which step, where a run has several");
        Option<string?> config = TaughtOption.Text("--config-hash", "HASH", "An earlier configuration, by the beginning of its hash (default: the one used last)");
        Option<string?> store = HistoryOptions.Store();
        Option<bool> json = TaughtOption.Switch("--json", "Write one JSON object for each record: its text, its answer, where each quoted value stands");
        var command = new TaughtCommand("inspect", "Show answers beside the texts they were taken from, with every quoted value marked.")
        {
            Examples = ["sluice inspect job-postings tech-dev-1", "sluice inspect job-postings --html postings.html"],
        };
        command.Add(run);
        command.Add(key);
        foreach (Option option in (Option[])[html, limit, step, config, store, json]) command.Add(option);
        command.SetAction(parsed => InspectSession.Run(new InspectRequest
        {
            Run = parsed.GetRequiredValue(run),
            Key = parsed.GetValue(key),
            Step = parsed.GetValue(step),
            Config = parsed.GetValue(config),
            Limit = parsed.GetValue(limit),
            Html = parsed.GetValue(html),
            Json = parsed.GetValue(json),
            Store = parsed.GetValue(store),
        }, terminal));
        return command;
    }
}
