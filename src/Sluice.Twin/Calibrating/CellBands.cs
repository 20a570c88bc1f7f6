using Sluice.Twin.Predicting;

namespace Sluice.Twin.Calibrating;

/// <summary>
/// Bands of predicted cells: the spread of the parameters carried through the equations to first order, and what the equations
/// leave out on top.
/// </summary>
public static class CellBands
{
    /// <summary>Log step at which sensitivities are taken.</summary>
    const double Difference = 0.01;

    /// <summary>In the order of the cells; the value of a cell that cannot run is NaN.</summary>
    public static IReadOnlyList<Band> Of(CellPredictor predictor, IReadOnlyList<Cell> cells, Calibration calibration)
    {
        var spread = new ParameterSpread(calibration, predictor.Hardware, cells.Select(predictor.ModelName).Distinct());
        var at = predictor.Predict(cells, calibration);
        var slopes = spread.Names.Select(name => Slopes(predictor, cells, spread.Moved(name, Difference), at)).ToList();
        return [.. at.Select((value, row) => value is { } known
            ? Band.Of(known, Math.Sqrt(spread.Variance([.. slopes.Select(slope => slope[row])]) + calibration.ResidualSd * calibration.ResidualSd))
            : new Band(double.NaN, double.NaN, double.NaN))];
    }

    static double[] Slopes(CellPredictor predictor, IReadOnlyList<Cell> cells, Calibration moved, double?[] at)
    {
        var there = predictor.Predict(cells, moved);
        return [.. there.Select((value, row) => value is { } known && at[row] is { } origin ? Math.Log(known / origin) / Difference : 0)];
    }
}
