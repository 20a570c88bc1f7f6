using Sluice.Catalog;
using Sluice.Catalog.Hardware;
using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Judging;
using Sluice.Twin.Predicting;
using Sluice.Twin.Rendering;

namespace Sluice.Cli.Planning;

/// <summary>Fits the twin to a table of cells and says what rests on them and what on priors.</summary>
internal sealed class CalibrateSession(Terminal terminal)
{
    private const string DefaultHardware = "dgx-spark";

    private const int StudySeed = 20261121;

    private readonly PlanningFiles files = new(terminal, "calibrate");

    public int Run(CalibrateRequest request) => PlanningProblems.Reporting("calibrate", () => Fit(request));

    private int Fit(CalibrateRequest request)
    {
        CatalogIndex catalog = files.Catalog(request.Catalog);
        HardwareSpec hardware = catalog.Machine(files.NameOrPath(request.Hardware ?? DefaultHardware));
        var predictor = new CellPredictor(catalog, hardware, Workload.Parse(request.Workload ?? ""), ServerTweaks.Parse(request.WhatIf ?? ""));
        List<Cell> cells = [.. request.Cells.SelectMany(file => files.Cells("CELLS.csv", file))];
        string[]? free = request.Fit?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (request.Study) return Study(predictor, cells);

        Fit fit = new Calibrator(predictor).Run(cells, free, files.Calibration(request.From));
        if (request.Out is { } file) files.Write("--out", file, CalibrationFile.Write(fit.Calibration) + "\n");
        terminal.Out.Write(request.Json ? CalibrationFile.Write(fit.Calibration) + "\n" : FitText.Of(fit));
        return ExitCode.Done;
    }

    private int Study(CellPredictor predictor, List<Cell> cells)
    {
        terminal.Out.Write(FitText.Of(new AccuracyStudy(predictor, cells), StudySeed));
        return ExitCode.Done;
    }
}
