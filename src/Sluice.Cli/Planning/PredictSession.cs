using Sluice.Catalog;
using Sluice.Catalog.Curves;
using Sluice.Catalog.Hardware;
using Sluice.Catalog.Topologies;
using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Predicting;
using Sluice.Twin.Rendering;

namespace Sluice.Cli.Planning;

/// <summary>Predicts a ladder, several side by side, or a table of cells, and writes what was asked for.</summary>
internal sealed class PredictSession(Terminal terminal)
{
    /// <summary>The machine of the published tables, which the bundled calibration is for.</summary>
    public const string DefaultHardware = "dgx-spark";

    private readonly PlanningFiles files = new(terminal, "predict");

    public int Run(PredictRequest request) => PlanningProblems.Reporting("predict", () => request.Cells is null ? Ladders(request) : Cells(request));

    private int Ladders(PredictRequest request)
    {
        CatalogIndex catalog = files.Catalog(request.Catalog);
        string model = request.Model ?? throw new CouldNotRunException("predict", "MODEL is missing", $"{string.Join(", ", catalog.Models.Select(each => each.Name))}, or the path of a YAML entry, config.json or GGUF");
        HardwareSpec hardware = catalog.Machine(files.NameOrPath(request.Hardware ?? DefaultHardware));
        Calibration? calibration = files.Calibration(request.Calibration);
        Workload workload = Sluice.Twin.Predicting.Workload.Parse(request.Workload ?? "");
        ServerTweaks tweaks = ServerTweaks.Parse(request.WhatIf ?? "");
        Routing? router = request.Router is { } name ? Sluice.Catalog.Topologies.Topology.ParseRouting(name) : null;
        IReadOnlyList<int> levels = request.Concurrency is { } list ? ConcurrencyList.Parse(list) : Predictor.DefaultLadder;

        string[] topologies = [request.Topology ?? "solo", .. (request.Against ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        var sides = topologies
            .Select(topology => new Predictor(Scenario.Of(catalog, catalog.Model(files.NameOrPath(model)), hardware, catalog.Topology(files.NameOrPath(topology), router), workload, tweaks, calibration, request.Precision)))
            .Select(predictor => (Predictor: predictor, Ladder: predictor.Ladder(levels)))
            .ToList();
        Comparison? comparison = sides.Count > 1 ? new Comparison([.. sides.Select(side => (side.Predictor.Scenario.Topology.Name, side.Ladder))]) : null;

        if (request.Curve is { } curve) WriteCurve(curve, sides[0].Predictor.Scenario, sides[0].Ladder, sides.Count);
        if (request.Json) terminal.Out.Write(PredictionJson.Of(sides, comparison));
        else if (request.Csv) terminal.Out.Write(PredictionCsv.Of(sides));
        else WriteText(sides, comparison);
        return ExitCode.Done;
    }

    private void WriteText(List<(Predictor Predictor, IReadOnlyList<LevelPrediction> Ladder)> sides, Comparison? comparison)
    {
        for (int i = 0; i < sides.Count; i++)
        {
            if (i > 0) terminal.Out.Write("\n");
            terminal.Out.Write(LadderText.Of(sides[i].Predictor, sides[i].Ladder));
        }
        if (comparison is not null) terminal.Out.Write(ComparisonText.Of(comparison));
    }

    private void WriteCurve(string file, Scenario scenario, IReadOnlyList<LevelPrediction> ladder, int sides)
    {
        if (sides > 1) throw new CouldNotRunException("--curve", "a curve is of one topology", "--curve without --against");
        files.Write("--curve", file, CurveFile.Write(PredictedCurve.Of(scenario, ladder)) + "\n");
    }

    private int Cells(PredictRequest request)
    {
        if (request.Model is { } model) throw new CouldNotRunException("predict", $"'{model}' beside --cells: the cells name their models", "--cells FILE.csv alone");
        CatalogIndex catalog = files.Catalog(request.Catalog);
        HardwareSpec hardware = catalog.Machine(files.NameOrPath(request.Hardware ?? DefaultHardware));
        IReadOnlyList<Cell> cells = files.Cells("--cells", request.Cells!);
        Routing? router = request.Router is { } name ? Sluice.Catalog.Topologies.Topology.ParseRouting(name) : null;
        var predictor = new CellPredictor(catalog, hardware, Sluice.Twin.Predicting.Workload.Parse(request.Workload ?? ""), ServerTweaks.Parse(request.WhatIf ?? ""), router);
        Check(predictor, cells);

        Calibration calibration = files.Calibration(request.Calibration) ?? CalibrationFile.Bundled(hardware.Name) ?? Calibration.None(hardware);
        var report = new CellReport(cells, CellBands.Of(predictor, cells, calibration));
        terminal.Out.Write(request.Json ? report.Json() : request.Csv ? report.Csv() : report.Text());
        return ExitCode.Done;
    }

    /// <summary>Every cell whose model or topology is unknown or does not fit, at once.</summary>
    private static void Check(CellPredictor predictor, IReadOnlyList<Cell> cells)
    {
        var problems = new List<Problem>();
        foreach (Cell cell in cells.DistinctBy(cell => (cell.Model, cell.Topology)))
        {
            try
            {
                predictor.Scenario(cell);
            }
            catch (Exception problem) when (problem is Sluice.Catalog.Facts.UnknownNameException or FormatException or MemoryShortException or ArgumentException)
            {
                problems.Add(new Problem(cell.Place, problem.Message));
            }
        }
        if (problems.Count > 0) throw new CouldNotRunException(problems);
    }
}
