using System.CommandLine;
using System.CommandLine.Parsing;
using Sluice.Cli.Running;
using Sluice.Cli.Terminals;
using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice run</c>: the command line of the main job.</summary>
internal static class RunCommand
{
    /// <summary>Calls in flight at most; far above the knee of any server measured (reference: docs/command-line.md).</summary>
    private const int MostConcurrency = 4096;

    public static TaughtCommand Build(Terminal terminal)
    {
        var pipeline = new Argument<string?>("PIPELINE.yaml")
        {
            Description = "The pipeline: where the records are, what is asked, which schema an answer has; not with --input-format openai-batch",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var server = new ServerOptions();
        Option<string?> backend = TaughtOption.Text("--backend", "NAME", "A backend of sluice.yaml (default: the first one of the model)");
        Option<ConcurrencySetting?> concurrency = TaughtOption.Concurrency("--concurrency", MostConcurrency,
            "Calls in flight, or auto: as many as turns out best (default: the pipeline's 'concurrency', else auto; for the embedded engine at most its 'parallel')");
        Option<int?> limit = TaughtOption.Number("--limit", 1, int.MaxValue, "Only the first N records of the input (default: all)");
        Option<int?> sample = TaughtOption.Number("--sample", 1, int.MaxValue, "N records of the input, chosen at random (default: all)");
        Option<int?> seed = TaughtOption.Number("--seed", 0, int.MaxValue, "Which sample: the same number chooses the same records (default: 0)");
        Option<string?> input = TaughtOption.Text("--input", "PATH", "Where the records are instead of the pipeline's 'input.path'; - reads standard input");
        Option<string?> inputFormat = TaughtOption.Choice("--input-format", "FORMAT", ["openai-batch"], "A batch file of OpenAI's in place of a pipeline: each line of --input is a request, sent as it stands");
        Option<string?> outputFormat = TaughtOption.Choice("--output-format", "FORMAT", ["jsonl", "openai-batch"], "Our lines, or result lines of OpenAI's Batch API (default: jsonl; for a batch file openai-batch)");
        Option<string?> output = TaughtOption.Text("--output", "PATH", "Where the answers go instead of the pipeline's 'output.path'");
        Option<string?> config = TaughtOption.Text("--config", "PATH", "The file that says where models are (default: ./sluice.yaml, else the bundled model)");
        Option<string?> store = TaughtOption.Text("--store", "PATH", "The SQLite file that holds runs and their answers (default: .sluice/runs.db)");
        Option<string?> curve = TaughtOption.Text("--curve", "PATH", "The curve file to begin from, of sluice bench or sluice predict (default: the backend's 'curve', else what an earlier run learned)");
        Option<bool> noCurve = TaughtOption.Switch("--no-curve", "Begin without what is known of the servers, and keep nothing of what is learned");
        Option<string?> changedInput = TaughtOption.Choice("--on-changed-input", "WORD", ["ask", "rerun", "keep"],
            "Records that changed since they were answered: asked again, or their old answers kept (default: ask, which without a terminal stops)");
        Option<string?> changedSchema = TaughtOption.Choice("--on-changed-schema", "WORD", ["keep", "rerun"],
            "Stored answers that fit a changed schema: kept, or asked again (default: keep)");
        Option<string?> onlyFailed = TaughtOption.Text("--only-failed", "REASON", "Only records that failed for this reason (several with commas; 'all' for any); sluice retry types this");
        Option<string[]> set = TaughtOption.Words("--set", "NAME=VALUE", "With --only-failed: another max_tokens, temperature, top_p or seed for these records");
        Option<int?> grace = TaughtOption.Number("--grace", 0, 86_400, "Seconds that calls in flight may take to finish after Ctrl-C or SIGTERM before they are cut off (default: 25)");
        Option<bool> dryRun = TaughtOption.Switch("--dry-run", "Show the first requests, count their tokens and price the run; ask nothing");
        Option<string?> showRequest = TaughtOption.Text("--show-request", "ID", "Print what would be sent for one record, byte for byte; ask nothing");
        Option<bool> keepGoing = TaughtOption.Switch("--keep-going", "Do not pause when many records fail in the same way (limits.failures of the pipeline)");
        Option<bool> json = TaughtOption.Switch("--json", "Write events to standard output, one JSON object a line, instead of the live view");
        Option<bool> quiet = TaughtOption.Switch("--quiet", "Write no progress, only the summary");

        var command = new TaughtCommand("run", "Ask a model about every record of a file, check each answer against a schema, and keep what is done.")
        {
            Examples =
            [
                "sluice run samples/job-postings/pipeline.yaml --limit 6",
                "sluice run pipeline.yaml --input data/2026-11.csv.gz --sample 200",
                "sluice run --input-format openai-batch --input requests.jsonl --output results.jsonl --url http://gpu-1:8000",
                "sluice run pipeline.yaml --url http://gpu-1:8000 --model openai/gpt-oss-120b --key-env GPU_KEY --concurrency 64",
            ],
        };
        command.Add(pipeline);
        server.AddTo(command);
        foreach (Option option in (Option[])[backend, concurrency, input, inputFormat, output, outputFormat, limit, sample, seed, changedInput, changedSchema, onlyFailed, set, grace, config, store, curve, noCurve, dryRun, showRequest, keepGoing, json, quiet]) command.Add(option);
        command.Validators.Add(result =>
        {
            bool batch = result.GetValue(inputFormat) is not null;
            if (!batch && result.GetValue(pipeline) is null) result.AddError("PIPELINE.yaml is missing; allowed: sluice run PIPELINE.yaml [options]");
            if (batch && result.GetValue(pipeline) is not null) result.AddError("a batch file needs no pipeline; allowed: --input-format openai-batch without PIPELINE.yaml");
            if (batch && result.GetValue(input) is null) result.AddError("--input-format openai-batch needs the batch file; allowed: --input PATH beside it");
            if (batch && result.GetValue(output) is null) result.AddError("--input-format openai-batch needs a place for the results; allowed: --output PATH beside it");
            if (IsGiven(result, limit) && IsGiven(result, sample)) result.AddError("--limit and --sample are two ways to choose records; allowed: one of them");
            if (result.GetValue(set) is { Length: > 0 } && result.GetValue(onlyFailed) is null) result.AddError("--set changes how failed records are asked; allowed: together with --only-failed");
            if (IsGiven(result, curve) && result.GetValue(noCurve)) result.AddError("--curve names what to begin from and --no-curve begins without; allowed: one of them");
            if (IsGiven(result, seed) && !IsGiven(result, sample)) result.AddError("--seed says which sample; allowed: together with --sample");
        });
        command.SetAction(parsed => RunSession.RunAsync(new RunRequest
        {
            Pipeline = parsed.GetValue(pipeline),
            IsBatch = parsed.GetValue(inputFormat) is not null,
            Output = parsed.GetValue(output),
            OutputFormat = parsed.GetValue(outputFormat) switch { "jsonl" => OutputFormat.JsonLines, "openai-batch" => OutputFormat.OpenAiBatch, _ => null },
            Server = server.Read(parsed) with { Backend = parsed.GetValue(backend) },
            Concurrency = parsed.GetValue(concurrency),
            Limit = parsed.GetValue(limit),
            Sample = parsed.GetValue(sample),
            Seed = parsed.GetValue(seed),
            OnChangedInput = parsed.GetValue(changedInput) switch { "rerun" => ChangedInput.Rerun, "keep" => ChangedInput.Keep, _ => ChangedInput.Ask },
            KeepFittingAnswers = parsed.GetValue(changedSchema) != "rerun",
            Grace = parsed.GetValue(grace) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            OnlyFailed = parsed.GetValue(onlyFailed),
            Set = parsed.GetValue(set) ?? [],
            Input = parsed.GetValue(input),
            Config = parsed.GetValue(config),
            Store = parsed.GetValue(store),
            Curve = parsed.GetValue(curve),
            NoCurve = parsed.GetValue(noCurve),
            DryRun = parsed.GetValue(dryRun),
            ShowRequest = parsed.GetValue(showRequest),
            KeepGoing = parsed.GetValue(keepGoing),
            Json = parsed.GetValue(json),
            Quiet = parsed.GetValue(quiet),
        }, terminal));
        return command;
    }

    /// <summary>Whether an option stands on the command line, with a good value or a wrong one.</summary>
    private static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };
}
