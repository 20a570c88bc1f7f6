using System.CommandLine;
using Sluice.Cli.Planning;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice calibrate</c>: fits the twin to measured cells.</summary>
internal static class CalibrateCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        var cells = new Argument<string[]>("CELLS.csv…") { Description = "Columns metric (decode_tps, prefill_tps, ttft_ms), model, topology, concurrency, value; several files are one table", Arity = ArgumentArity.OneOrMore };
        Option<string?> hardware = TaughtOption.Text("--hardware", "NAME", "The kind of machine that was measured (default: dgx-spark)");
        Option<string?> workload = TaughtOption.Text("--workload", "W", "What was sent (default: prompt=1024,output=128)");
        Option<string?> whatIf = TaughtOption.Text("--what-if", "F,F", "Flags of the measured server that differ from the recipe, as in sluice predict");
        Option<string?> fit = TaughtOption.Text("--fit", "P,P", "Parameters to fit, e.g. bandwidth,compute:my-model (default: as many as the cells carry)");
        Option<string?> from = TaughtOption.Text("--from", "PATH", "A calibration whose values stand for what is not fitted (default: priors)");
        Option<string?> catalog = TaughtOption.Text("--catalog", "FOLDER", "Your own models and hardware, as YAML");
        Option<string?> file = TaughtOption.Text("--out", "PATH", "Write the calibration for sluice predict --calibration");
        Option<bool> study = TaughtOption.Switch("--study", "Fit on parts of the table, judge on the rest, and print the table of errors instead");
        Option<bool> json = TaughtOption.Switch("--json", "Write the calibration to standard output");

        var command = new TaughtCommand("calibrate", "Fit the twin to measured cells: values, spreads, and what rests on priors.")
        {
            Examples =
            [
                "sluice calibrate samples/articles/spark-benchmarks/{decode,prefill,ttft}.csv --out my.json",
                "sluice calibrate probe.csv --hardware h200 --workload prompt=1500,output=700 --fit bandwidth,compute:llama-3.1-8b",
            ],
        };
        command.Add(cells);
        foreach (Option option in (Option[])[hardware, workload, whatIf, fit, from, catalog, file, study, json]) command.Add(option);
        command.SetAction(parsed => new CalibrateSession(terminal).Run(new CalibrateRequest
        {
            Cells = parsed.GetRequiredValue(cells),
            Hardware = parsed.GetValue(hardware),
            Workload = parsed.GetValue(workload),
            WhatIf = parsed.GetValue(whatIf),
            Fit = parsed.GetValue(fit),
            From = parsed.GetValue(from),
            Catalog = parsed.GetValue(catalog),
            Out = parsed.GetValue(file),
            Study = parsed.GetValue(study),
            Json = parsed.GetValue(json),
        }));
        return command;
    }
}
