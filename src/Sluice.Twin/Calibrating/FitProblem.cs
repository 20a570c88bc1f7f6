namespace Sluice.Twin.Calibrating;

/// <summary>Residuals of cells and priors as functions of the logarithms of the free parameters.</summary>
sealed class FitProblem
{
    readonly CellPredictor _predictor;
    readonly List<Cell> _cells;
    readonly Calibration _known;
    readonly double _sigma;
    readonly double[] _priorMean;
    readonly Dictionary<string, (List<int> Rows, List<Cell> Cells)> _byModel = [];

    public FitProblem(CellPredictor predictor, List<Cell> cells, IReadOnlyList<string> free, Calibration known, double sigma)
    {
        (_predictor, _cells, _known, _sigma, Names) = (predictor, cells, known, sigma, free);
        var priors = free.Select(name => Priors.Of(name, predictor.Hardware)).ToList();
        _priorMean = [.. priors.Select(prior => Math.Log(prior.Median))];
        PriorSd = [.. priors.Select(prior => prior.LogSd)];
        Low = [.. priors.Select(prior => Math.Log(prior.Low))];
        High = [.. priors.Select(prior => Math.Log(prior.High))];
        Start = [.. _priorMean];
        for (var row = 0; row < cells.Count; row++)
        {
            var model = predictor.ModelName(cells[row]);
            if (!_byModel.TryGetValue(model, out var part)) _byModel[model] = part = ([], []);
            part.Rows.Add(row);
            part.Cells.Add(cells[row]);
        }
    }

    public IReadOnlyList<string> Names { get; }

    public double[] PriorSd { get; }

    public double[] Low { get; }

    public double[] High { get; }

    public double[] Start { get; }

    public int CellCount => _cells.Count;

    public int ResidualCount => _cells.Count + Names.Count;

    public void Residuals(ReadOnlySpan<double> point, int changed, Span<double> residuals)
    {
        var values = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < Names.Count; i++)
        {
            values[Names[i]] = Math.Exp(point[i]);
            residuals[_cells.Count + i] = (point[i] - _priorMean[i]) / PriorSd[i];
        }

        // A model's own parameter leaves the cells of the others as they were.
        var only = changed < 0 ? null : ParameterNames.ModelOf(Names[changed]);
        foreach (var (model, part) in _byModel)
        {
            if (only is not null && !string.Equals(only, model, StringComparison.OrdinalIgnoreCase)) continue;
            var predicted = _predictor.Predict(part.Cells, name => _known.Parameters(
                parameter => values.TryGetValue(parameter, out var value) ? value : _known.Value(parameter, _predictor.Hardware).Value, name));
            for (var i = 0; i < part.Rows.Count; i++) residuals[part.Rows[i]] = SoftL1(Math.Log(predicted[i]!.Value / part.Cells[i].Value!.Value) / _sigma);
        }
    }

    /// <summary>The residual whose square is 2 (√(1 + r²) − 1): like r near 0, growing as its root far out.</summary>
    static double SoftL1(double residual) => Math.Sign(residual) * Math.Sqrt(2 * (Math.Sqrt(1 + residual * residual) - 1));
}
