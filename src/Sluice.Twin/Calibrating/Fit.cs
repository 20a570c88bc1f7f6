namespace Sluice.Twin.Calibrating;

/// <summary>A calibration and how well it meets the cells it was made from.</summary>
/// <param name="Cells">Those that were used.</param>
/// <param name="Predicted">In the order of the cells.</param>
public sealed record Fit(Calibration Calibration, IReadOnlyList<Cell> Cells, IReadOnlyList<double> Predicted)
{
    public CellErrors Errors => CellErrors.Of(Cells, Predicted);

    /// <summary>Parameters that were free but that the cells say little of: their values are the prior's.</summary>
    public IEnumerable<CalibratedValue> OnPriors => Calibration.Values.Where(value => value.Origin == ValueOrigin.Prior);
}
