using System.CommandLine;
using Sluice.Cli.Planning;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice predict</c>: the command line of the twin in virtual time.</summary>
internal static class PredictCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        var model = new Argument<string?>("MODEL") { Description = "A name of the catalog, or the path of a YAML entry, a config.json or a GGUF", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> hardware = TaughtOption.Text("--hardware", "NAME", "The kind of machine (default: dgx-spark)");
        Option<string?> topology = TaughtOption.Text("--topology", "T", "solo, cluster:N (tensor parallel) or replicas:N (default: solo)");
        Option<string?> against = TaughtOption.Text("--against", "T,T", "Further topologies, side by side with leaders and crossovers");
        Option<string?> workload = TaughtOption.Text("--workload", "W", "prompt=1500,output=400-1000,records=124000,prefix=800 (default: prompt=1024,output=128)");
        Option<string?> concurrency = TaughtOption.Text("--concurrency", "N,N", "Levels, requests in flight (default: 1,2,4,8,16,32,64)");
        Option<string?> whatIf = TaughtOption.Text("--what-if", "F,F", "max_num_seqs=N, max_num_batched_tokens=N, gpu_memory_utilization=0.9, enable_prefix_caching=true, scheduler_reserve_full_isl=false");
        Option<string?> router = TaughtOption.Text("--router", "R", "For replicas: shuffle, least-busy (LiteLLM's) or least-loaded (default: shuffle)");
        Option<string?> precision = TaughtOption.Text("--precision", "NAME", "One of the model's precisions (default: its first)");
        Option<string?> calibration = TaughtOption.Text("--calibration", "PATH", "A file of sluice calibrate (default: the bundled one of the hardware, else priors)");
        Option<string?> catalog = TaughtOption.Text("--catalog", "FOLDER", "Your own models and hardware, as YAML");
        Option<string?> cells = TaughtOption.Text("--cells", "CSV", "Predict a table: metric, model, topology, concurrency and optional value, whose error is printed");
        Option<string?> curve = TaughtOption.Text("--curve", "PATH", "Write the ladder as a curve file too");
        Option<bool> json = TaughtOption.Switch("--json", "Write JSON");
        Option<bool> csv = TaughtOption.Switch("--csv", "Write CSV");

        var command = new TaughtCommand("predict", "Predict throughput, time to first token and crossovers of a model on hardware, with bands and reasons.")
        {
            Examples =
            [
                "sluice predict gpt-oss-120b --hardware dgx-spark --topology cluster:2 --against replicas:2",
                "sluice predict gpt-oss-120b --workload prompt=1500,output=400-1000,records=124000 --concurrency 4,256 --what-if max_num_seqs=256",
                "sluice predict --cells samples/articles/spark-benchmarks/decode.csv",
            ],
        };
        command.Add(model);
        foreach (Option option in (Option[])[hardware, topology, against, workload, concurrency, whatIf, router, precision, calibration, catalog, cells, curve, json, csv]) command.Add(option);
        command.SetAction(parsed => new PredictSession(terminal).Run(new PredictRequest
        {
            Model = parsed.GetValue(model),
            Hardware = parsed.GetValue(hardware),
            Topology = parsed.GetValue(topology),
            Against = parsed.GetValue(against),
            Workload = parsed.GetValue(workload),
            Concurrency = parsed.GetValue(concurrency),
            WhatIf = parsed.GetValue(whatIf),
            Router = parsed.GetValue(router),
            Precision = parsed.GetValue(precision),
            Calibration = parsed.GetValue(calibration),
            Catalog = parsed.GetValue(catalog),
            Cells = parsed.GetValue(cells),
            Curve = parsed.GetValue(curve),
            Json = parsed.GetValue(json),
            Csv = parsed.GetValue(csv),
        }));
        return command;
    }
}
