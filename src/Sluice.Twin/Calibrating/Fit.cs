namespace Sluice.Twin.Calibrating;

/// <summary>A calibration and how well it meets the cells it was made from.</summary>
/// <param name="Cells">Those that were used.</param>
/// <param name="Predicted">In the order of the cells.</param>
/// <param name="Held">Parameters that move these cells but were not fitted: there are too few cells, or they were not asked for.</param>
public sealed record Fit(Calibration Calibration, IReadOnlyList<Cell> Cells, IReadOnlyList<double> Predicted, IReadOnlyList<string> Held)
{
    public CellErrors Errors => CellErrors.Of(Cells, Predicted);

    /// <summary>Parameters that were free but that the cells say little of: their values are the prior's.</summary>
    public IEnumerable<CalibratedValue> OnPriors => Calibration.Values.Where(value => value.Origin == ValueOrigin.Prior);
}
