using Sluice.Catalog;
using Sluice.Twin.Calibrating;

namespace Sluice.Benchmarks.Live;

/// <summary>A calibration made from nothing but what was measured of the live twin, and how near its predictions come to those of the twin's own.</summary>
/// <param name="Errors">By cell that was not measured: its share off.</param>
internal sealed record Recovery(int Cells, IReadOnlyList<(Cell Cell, double Error)> Errors)
{
    static readonly int[] Unseen = [2, 4, 16, 32];

    public static Recovery Of(IEnumerable<TruthRun> runs)
    {
        var scenario = TruthRun.Scenario;
        var predictor = new CellPredictor(CatalogIndex.Load(), scenario.Hardware, scenario.Workload);
        List<Cell> measured = [.. runs.Where(run => run.Load == "burst").SelectMany(run => run.Cells)];
        var fit = new Calibrator(predictor).Run(measured, clientLatencyMs: scenario.Calibration.ClientLatencyMs);
        List<Cell> asked = [.. Unseen.SelectMany(level => Enum.GetValues<Metric>().Select(metric => new Cell(metric, BenchedTwin.Truth, "solo", level, null)))];
        var (found, own) = (predictor.Predict(asked, fit.Calibration), predictor.Predict(asked, scenario.Calibration));
        return new Recovery(measured.Count, [.. asked.Select((cell, i) => (cell, found[i]!.Value / own[i]!.Value - 1))]);
    }
}
