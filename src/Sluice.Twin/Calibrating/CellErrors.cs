namespace Sluice.Twin.Calibrating;

/// <summary>Relative errors of predictions against measured cells: predicted / measured − 1.</summary>
/// <param name="MeanAbsolute">MAPE as a share.</param>
public sealed record CellErrors(int Count, double MeanAbsolute, double Median, double Bias, double Worst, Cell? WorstCell)
{
    public static CellErrors Of(IReadOnlyList<Cell> cells, IReadOnlyList<double> predicted)
    {
        var errors = cells.Select((cell, i) => (Cell: cell, Error: predicted[i] / cell.Value!.Value - 1)).OrderBy(pair => Math.Abs(pair.Error)).ToList();
        if (errors.Count == 0) return new CellErrors(0, 0, 0, 0, 0, null);
        var middle = errors.Count / 2;
        var median = errors.Count % 2 == 1 ? Math.Abs(errors[middle].Error) : (Math.Abs(errors[middle - 1].Error) + Math.Abs(errors[middle].Error)) / 2;
        return new CellErrors(errors.Count, errors.Average(pair => Math.Abs(pair.Error)), median, errors.Average(pair => pair.Error), Math.Abs(errors[^1].Error), errors[^1].Cell);
    }
}
