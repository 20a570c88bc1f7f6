using Sluice.Catalog.Hardware;

namespace Sluice.Twin.Calibrating;

/// <summary>
/// Finds the parameters that explain measured cells: the maximum of the posterior with log-normal priors and errors whose far
/// tail counts linearly (soft L1), so that one odd cell does not bend the rest.
/// </summary>
public sealed class Calibrator(CellPredictor predictor)
{
    /// <summary>Log error at which a cell's weight begins to fall. About the spread of repeated runs and of what the equations leave out.</summary>
    const double CellSigma = 0.085;

    /// <summary>Predicted and measured further apart than this at the priors: the value is in another unit.</summary>
    const double Implausible = 40;

    /// <summary>A posterior spread below this share of the prior's means the cells decided.</summary>
    const double DecidedBelow = 0.65;

    // Prior of the residual deviation: as ten cells of 7 %, which is what cross-validation on the Spark tables left.
    const double ResidualPrior = 0.07;
    const int ResidualPriorCells = 10;

    /// <param name="measured">Cells with values; one without is left out.</param>
    /// <param name="free">Parameters to fit; null takes all that the cells touch, as many as there are cells.</param>
    /// <param name="known">Values to hold for parameters that are not free; priors otherwise.</param>
    /// <exception cref="CalibrationException">When cells are unusable, or more parameters are asked for than there are cells.</exception>
    public Fit Run(IEnumerable<Cell> measured, IReadOnlyList<string>? free = null, Calibration? known = null, double clientLatencyMs = DefaultLatencyMs)
    {
        var cells = measured.Where(cell => cell.Value is not null).ToList();
        if (cells.Count == 0) throw new CalibrationException(["no cell has a value; allowed: at least one"]);
        var start = (known ?? Calibration.None(predictor.Hardware)) with { Hardware = predictor.Hardware.Name, ClientLatencyMs = known?.ClientLatencyMs ?? clientLatencyMs };
        CheckUnits(cells, start);
        if (free is not null && free.Count > cells.Count)
            throw new CalibrationException([$"{free.Count} parameters to fit and {cells.Count} cells; allowed: at most as many parameters as cells ({string.Join(", ", free)})"]);

        var problem = new FitProblem(predictor, cells, free ?? Touched(cells), start, CellSigma);
        if (free is null && problem.Names.Count > cells.Count) problem = new FitProblem(predictor, cells, MostTelling(problem, cells.Count), start, CellSigma);
        var (point, jacobian) = LeastSquares.Minimize(problem.Residuals, problem.ResidualCount, problem.Start, problem.Low, problem.High);
        return Report(problem, cells, start, point, jacobian);
    }

    /// <summary>What llama-benchy's own client adds, read off the published tables (TTFT − 1024 / prefill at one request).</summary>
    public const double DefaultLatencyMs = 20;

    List<string> Touched(List<Cell> cells)
    {
        var models = cells.Select(predictor.ModelName).Distinct().Order(StringComparer.Ordinal).ToList();
        var split = cells.Any(cell => predictor.Scenario(cell).Topology.TensorParallel > 1);
        var experts = cells.Select(predictor.Scenario).Where(scenario => scenario.Work.ExpertBytes > 0).Select(scenario => scenario.Model.Name).ToHashSet();
        var names = ParameterNames.Shared.Where(name => split || name is ParameterNames.Bandwidth or ParameterNames.LayerOverhead or ParameterNames.StepOverhead).ToList();
        if (experts.Count == 0) names.Remove(ParameterNames.SplitExperts);
        foreach (var model in models)
        {
            if (experts.Contains(model)) names.Add(ParameterNames.For(ParameterNames.Skew, model));
            names.Add(ParameterNames.For(ParameterNames.Compute, model));
        }

        return names;
    }

    /// <summary>The parameters whose priors leave most open in these cells, as many as there are cells; the rest stay at their priors.</summary>
    static List<string> MostTelling(FitProblem problem, int most)
    {
        var at = new double[problem.ResidualCount];
        problem.Residuals(problem.Start, -1, at);
        var telling = problem.Names.Select((name, i) =>
        {
            var moved = (double[])problem.Start.Clone();
            moved[i] += problem.PriorSd[i];
            var there = (double[])at.Clone();
            problem.Residuals(moved, i, there);
            return (name, Change: Enumerable.Range(0, problem.CellCount).Sum(row => Math.Pow(there[row] - at[row], 2)));
        });
        var chosen = telling.OrderByDescending(pair => pair.Change).Take(most).Select(pair => pair.name).ToHashSet();
        return [.. problem.Names.Where(chosen.Contains)];
    }

    void CheckUnits(List<Cell> cells, Calibration start)
    {
        var predicted = predictor.Predict(cells, start);
        var problems = new List<string>();
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = cells[i];
            var place = $"{(cell.Place.Length > 0 ? cell.Place + ": " : "")}{cell.Metric.Name()} of {cell.Model} {cell.Topology} at {cell.Concurrency}";
            if (predicted[i] is not { } value) problems.Add($"{place}: a request cannot fit the cache, so there is nothing to compare");
            else if (cell.Value / value is > Implausible or < 1 / Implausible)
                problems.Add(FormattableString.Invariant($"{place} is {cell.Value:0.###}, about {value:0.#} was expected: wrong units? allowed: decode_tps and prefill_tps in tokens/s over all requests, ttft_ms in milliseconds"));
        }

        if (problems.Count > 0) throw new CalibrationException(problems);
    }

    Fit Report(FitProblem problem, List<Cell> cells, Calibration start, double[] point, double[][] jacobian)
    {
        var n = point.Length;
        var information = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) information[i, j] = LeastSquares.Dot(jacobian[i], jacobian[j]);
        }

        var covariance = Cholesky.Invert(information);
        var values = problem.Names.Select((name, i) =>
        {
            var sd = Math.Sqrt(covariance[i, i]);
            return new CalibratedValue(name, Math.Exp(point[i]), ParameterNames.UnitOf(name), sd, sd < DecidedBelow * problem.PriorSd[i] ? ValueOrigin.Fitted : ValueOrigin.Prior);
        }).ToList();
        var held = start.Values.Where(value => !problem.Names.Contains(value.Name)).ToList();
        var size = n + held.Count;
        var rows = Enumerable.Range(0, size).Select(i => (IReadOnlyList<double>)[.. Enumerable.Range(0, size)
            .Select(j => i < n && j < n ? covariance[i, j] : i == j ? held[i - n].LogSd * held[i - n].LogSd : 0)]).ToList();
        var calibration = start with
        {
            Values = [.. values, .. held],
            Covariance = rows,
            Source = $"a fit of {Many(n, "parameter")} to {Many(cells.Count, "cell")}",
            Remarks = null,
        };
        var predicted = predictor.Predict(cells, calibration).Select(value => value!.Value).ToList();
        return new Fit(calibration with { ResidualSd = ResidualSd(cells, predicted, n) }, cells, predicted, [.. Touched(cells).Except(problem.Names)]);
    }

    static string Many(int count, string what) => count == 1 ? $"one {what}" : $"{count} {what}s";

    static double ResidualSd(List<Cell> cells, List<double> predicted, int parameters)
    {
        var squares = cells.Select((cell, i) => Math.Pow(Math.Log(predicted[i] / cell.Value!.Value), 2)).Sum();
        return Math.Sqrt((ResidualPriorCells * ResidualPrior * ResidualPrior + squares) / (ResidualPriorCells + Math.Max(0, cells.Count - parameters)));
    }
}
