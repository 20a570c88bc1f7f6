using System.CommandLine;
using Sluice.Bench.Events;
using Sluice.Bench.Loading;
using Sluice.Cli.Benching;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice bench</c>: what a server really does at each concurrency.</summary>
internal static class BenchCommand
{
    private static readonly string[] LoadWords = ["closed", "burst", "constant", "poisson"];

    public static TaughtCommand Build(Terminal terminal)
    {
        var server = new ServerOptions();
        Option<string?> backend = TaughtOption.Text("--backend", "NAME,NAME", "Backends of sluice.yaml, measured side by side (default: the one of its default model)");
        Option<string?> config = TaughtOption.Text("--config", "PATH", "The configuration (default: ./sluice.yaml, else the bundled model)");
        var header = new Option<string[]>("--header") { HelpName = "'NAME: V'", Description = "A further header of every request, for --url; may stand several times", AllowMultipleArgumentsPerToken = false };
        Option<string?> extraBody = TaughtOption.Text("--extra-body", "JSON", "Further fields of every body, for --url: '{\"top_k\": 1}'");
        Option<bool> completions = TaughtOption.Switch("--completions", "Ask /completions instead of /chat/completions");
        Option<string?> prompts = TaughtOption.Text("--pp", "N,N", "Prompt lengths in tokens (default: 1024)");
        Option<string?> outputs = TaughtOption.Text("--tg", "N,N", "Answer lengths in tokens (default: 128)");
        Option<string?> depths = TaughtOption.Text("--depth", "N,N", "Tokens of context before the prompt (default: 0)");
        Option<string?> concurrency = TaughtOption.Text("--concurrency", "N,N", "Levels, requests in flight (default: 1,2,4,8,16,32,64)");
        Option<string?> load = TaughtOption.Choice("--load", "KIND", LoadWords, "closed holds the concurrency, burst sends it at once and waits for all as llama-benchy does, constant and poisson go by --rate (default: closed)");
        Option<string?> rate = TaughtOption.Text("--rate", "R,R", "Requests a second, for constant and poisson");
        Option<string?> trace = TaughtOption.Text("--trace", "JSONL", "Send at the times and with the lengths of a trace: at, prompt, output; or Mooncake's");
        Option<string?> pipeline = TaughtOption.Text("--pipeline", "YAML", "Send the records of a pipeline, and judge each answer by its schema");
        Option<string?> prefix = TaughtOption.Choice("--prefix", "KIND", ["unique", "shared"], "unique begins every prompt differently, so that no cache helps; shared gives all requests the same --depth (default: unique)");
        Option<string?> jitter = TaughtOption.Text("--jitter", "P%", "Vary lengths evenly by so much below and above (default: not at all)");
        Option<int?> runs = TaughtOption.Number("--runs", 1, 1_000_000, "Exactly so many runs a level: rounds of the concurrency, or bursts (default: as --until says)");
        Option<int?> requests = TaughtOption.Number("--requests", 1, 10_000_000, "Exactly so many requests a level, for constant, poisson and --trace");
        Option<string?> until = TaughtOption.Text("--until", "P%", "Measure a level until half the 95 % interval of its output rate is within this (default: 2%)");
        Option<int?> mostRuns = TaughtOption.Number("--max-runs", 3, 1_000_000, "Runs at most, with --until (default: 50)");
        Option<string?> mostTime = TaughtOption.Text("--max-time", "T", "Time at most a level, such as 90s or 5m (default: 5m with --until, else none)");
        Option<int?> warmUp = TaughtOption.Number("--warm-up", 0, 100_000, "Requests before each level that do not count, with prompts of their own (default: 2; a burst with --load burst)");
        Option<int?> seed = TaughtOption.Number("--seed", 0, int.MaxValue, "Of prompts, lengths and arrivals (default: 1)");
        Option<string?> log = TaughtOption.Text("--log", "JSONL", "Write the event log here; one that exists is gone on with: whole levels are not measured again (default: a new one in .sluice/bench)");
        Option<string?> curve = TaughtOption.Text("--curve", "PATH", "Write the ladder as a curve file too");
        var decisions = new DecisionOptions();
        var page = new PageOptions();
        Option<bool> json = TaughtOption.Switch("--json", "Write JSON");
        Option<bool> csv = TaughtOption.Switch("--csv", "Write CSV, a row a level");
        Option<bool> markdown = TaughtOption.Switch("--markdown", "Write Markdown tables");
        Option<bool> quiet = TaughtOption.Switch("--quiet", "Only the report, no progress");

        var command = new TaughtCommand("bench", "Measure what a model server really does at each concurrency: rates with intervals, waits, queueing, and whether this client kept up.")
        {
            Examples =
            [
                "sluice bench --url http://gpu-1:8000 --pp 512,2048 --tg 128",
                "sluice bench --backend spark-a,spark-b --concurrency 1,8,64 --until 2% --curve spark.json",
                "sluice bench --url http://gpu-1:8000 --slo ttft=2s,tpot=50ms --price 3.5",
                "sluice bench --url http://gpu-1:8000 --job 124000x700 --report gpu-1.html --prediction predicted.json",
                "sluice bench --url http://gpu-1:8000 --load burst --runs 5 --log events.jsonl",
                "sluice bench --url http://gpu-1:8000 --load poisson --rate 2,4,8 --requests 500",
            ],
        };
        server.AddTo(command);
        foreach (Option option in (Option[])[backend, config, header, extraBody, completions, prompts, outputs, depths, concurrency, load, rate, trace, pipeline, prefix, jitter, runs, requests, until, mostRuns, mostTime, warmUp, seed, log, curve, json, csv, markdown, quiet])
            command.Add(option);
        decisions.AddTo(command);
        page.AddTo(command);
        command.Add(BenchReportCommand.Build(terminal));
        command.Add(BenchCompareCommand.Build(terminal));
        command.SetAction(parsed =>
        {
            Contradictions.Refuse(parsed, [runs, until], [requests, until], [runs, mostRuns], [json, csv], [json, markdown], [csv, markdown], [trace, load], [trace, concurrency], [trace, prompts], [trace, outputs], [pipeline, prompts], [pipeline, outputs], [pipeline, depths], [requests, runs], [trace, pipeline]);
            if (parsed.GetValue(load) is "constant" or "poisson" && parsed.GetResult(concurrency) is { Implicit: false }) throw new CouldNotRunException("--concurrency", "is not held by an open loop: requests are sent by --rate, however many are in flight", "--load closed or --load burst beside it");
            var rule = new StopRule();
            Backends.ServerRequest asked = server.Read(parsed);
            return new BenchSession(terminal).RunAsync(Checked(new BenchRequest
            {
                Url = asked.Url,
                Model = asked.Model,
                KeyEnv = asked.KeyEnv,
                Backends = parsed.GetValue(backend)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
                Config = parsed.GetValue(config),
                Headers = parsed.GetValue(header) ?? [],
                ExtraBody = parsed.GetValue(extraBody),
                Completions = parsed.GetValue(completions),
                Prompts = Lists.Whole("--pp", parsed.GetValue(prompts), 1, 1024),
                Outputs = Lists.Whole("--tg", parsed.GetValue(outputs), 1, 128),
                Depths = Lists.Whole("--depth", parsed.GetValue(depths), 0, 0),
                Concurrencies = Lists.Whole("--concurrency", parsed.GetValue(concurrency), 1, 1, 2, 4, 8, 16, 32, 64),
                Load = parsed.GetValue(trace) is not null ? LoadKind.Trace : Enum.Parse<LoadKind>(parsed.GetValue(load) ?? "closed", ignoreCase: true),
                Rates = Lists.Rates("--rate", parsed.GetValue(rate)),
                Trace = parsed.GetValue(trace),
                Pipeline = parsed.GetValue(pipeline),
                SharedPrefix = parsed.GetValue(prefix) == "shared",
                Jitter = Lists.Share("--jitter", parsed.GetValue(jitter)) ?? 0,
                Rule = rule with
                {
                    Runs = parsed.GetValue(runs),
                    Requests = parsed.GetValue(requests),
                    Until = Lists.Share("--until", parsed.GetValue(until)) ?? rule.Until,
                    MostRuns = parsed.GetValue(mostRuns) ?? rule.MostRuns,
                    MostTime = Lists.Time("--max-time", parsed.GetValue(mostTime)) ?? (parsed.GetValue(runs) is null && parsed.GetValue(requests) is null && parsed.GetValue(trace) is null ? rule.MostTime : null),
                    WarmUp = parsed.GetValue(warmUp) ?? rule.WarmUp,
                },
                Seed = parsed.GetValue(seed) ?? 1,
                Log = parsed.GetValue(log),
                Curve = parsed.GetValue(curve),
                Target = decisions.Target(parsed),
                Cost = decisions.Cost(parsed),
                Job = decisions.Job(parsed),
                Page = page.Page(parsed),
                Predictions = page.Predictions(parsed),
                Format = BenchReportCommand.FormatOf(parsed.GetValue(json), parsed.GetValue(csv), parsed.GetValue(markdown)),
                Quiet = parsed.GetValue(quiet),
            }));
        });
        return command;
    }

    /// <summary>Options that contradict each other, all at once.</summary>
    private static BenchRequest Checked(BenchRequest request)
    {
        var problems = new List<Problem>();
        bool open = request.Load is LoadKind.Constant or LoadKind.Poisson;
        if (open && request.Rates.Count == 0) problems.Add(new Problem("--rate", $"is missing: --load {request.Load.ToString().ToLowerInvariant()} needs it", "requests a second, such as 2,4,8"));
        if (!open && request.Rates.Count > 0) problems.Add(new Problem("--rate", "is for an open loop", "--load constant or --load poisson beside it"));
        if (request.SharedPrefix && request.Depths.All(depth => depth == 0)) problems.Add(new Problem("--prefix", "shared shares the context of --depth, which is 0", "--depth N beside it"));
        if (request.Backends.Count > 0 && request.Url is not null) problems.Add(new Problem("--backend", "cannot stand beside --url", "one of them"));
        if (request.Url is null && (request.Headers.Count > 0 || request.ExtraBody is not null)) problems.Add(new Problem(request.Headers.Count > 0 ? "--header" : "--extra-body", "is for --url; those of backends stand in sluice.yaml", "--url URL beside it"));
        return problems.Count == 0 ? request : throw new CouldNotRunException(problems);
    }
}
