using System.CommandLine;
using Sluice.Bench.Ladders;
using Sluice.Bench.Loading;
using Sluice.Cli.Benching;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice bench compare</c>: is one server better than another?</summary>
internal static class BenchCompareCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        var first = new Argument<string>("A") { Description = "An event log of sluice bench; or a backend of sluice.yaml or a URL, to be measured now" };
        var second = new Argument<string>("B") { Description = "What is compared with it, of the same kind" };
        Option<string?> margin = TaughtOption.Text("--margin", "P%", "Two servers within this count as the same (default: 3%)");
        Option<int?> turns = TaughtOption.Number("--turns", 3, 1000, "Live: how often each is measured, in turns A B, B A … (default: 5)");
        Option<int?> runs = TaughtOption.Number("--runs", 1, 100_000, "Live: runs of a turn, rounds of the concurrency (default: 3)");
        Option<string?> prompts = TaughtOption.Text("--pp", "N,N", "Live: prompt lengths in tokens (default: 1024)");
        Option<string?> outputs = TaughtOption.Text("--tg", "N,N", "Live: answer lengths in tokens (default: 128)");
        Option<string?> depths = TaughtOption.Text("--depth", "N,N", "Live: tokens of context before the prompt (default: 0)");
        Option<string?> concurrency = TaughtOption.Text("--concurrency", "N,N", "Live: levels, requests in flight (default: 1,8,32)");
        Option<string?> model = TaughtOption.Text("--model", "NAME", "Live: the model to ask for (default: the only one each offers)");
        Option<string?> keyEnv = TaughtOption.Text("--key-env", "VAR", "Live: the variable that holds the key of both URLs");
        Option<string?> config = TaughtOption.Text("--config", "PATH", "The configuration (default: ./sluice.yaml)");
        Option<int?> seed = TaughtOption.Number("--seed", 0, int.MaxValue, "Of prompts (default: 1)");
        Option<string?> log = TaughtOption.Text("--log", "JSONL", "Live: write the event log here, or go on with it (default: a new one in .sluice/bench)");
        Option<string?> page = PageOptions.Report();
        Option<bool> json = TaughtOption.Switch("--json", "Write JSON");
        Option<bool> quiet = TaughtOption.Switch("--quiet", "Only the comparison, no progress");

        var command = new TaughtCommand("compare", "Say whether one server is better, worse, the same within noise, or undecided; exit code 1 when it is worse anywhere.")
        {
            Examples = ["sluice bench compare before.jsonl after.jsonl", "sluice bench compare spark-a spark-b --concurrency 8,32 --turns 7", "sluice bench compare http://gpu-1:8000 http://gpu-2:8000"],
        };
        command.Add(first);
        command.Add(second);
        foreach (Option option in (Option[])[margin, turns, runs, prompts, outputs, depths, concurrency, model, keyEnv, config, seed, log, page, json, quiet]) command.Add(option);
        command.SetAction(parsed => new CompareSession(terminal).RunAsync(new CompareRequest
        {
            First = parsed.GetRequiredValue(first),
            Second = Other(parsed.GetRequiredValue(first), parsed.GetRequiredValue(second)),
            Margin = Lists.Share("--margin", parsed.GetValue(margin)) ?? Ratio.DefaultMargin,
            Page = parsed.GetValue(page),
            Json = parsed.GetValue(json),
            Model = parsed.GetValue(model),
            KeyEnv = parsed.GetValue(keyEnv),
            Config = parsed.GetValue(config),
            Prompts = Lists.Whole("--pp", parsed.GetValue(prompts), 1, 1024),
            Outputs = Lists.Whole("--tg", parsed.GetValue(outputs), 1, 128),
            Depths = Lists.Whole("--depth", parsed.GetValue(depths), 0, 0),
            Concurrencies = Lists.Whole("--concurrency", parsed.GetValue(concurrency), 1, 1, 8, 32),
            Turns = parsed.GetValue(turns) ?? 5,
            Rule = new StopRule { Runs = parsed.GetValue(runs) ?? 3, WarmUp = 1 },
            Seed = parsed.GetValue(seed) ?? 1,
            Log = parsed.GetValue(log),
            Quiet = parsed.GetValue(quiet),
        }));
        return command;
    }

    private static string Other(string first, string second) => first == second ? throw new CouldNotRunException("bench compare", "A and B are the same", "two names") : second;
}
