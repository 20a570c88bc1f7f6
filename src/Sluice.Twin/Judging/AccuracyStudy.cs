using Sluice.Twin.Calibrating;

namespace Sluice.Twin.Judging;

/// <summary>
/// How well the twin predicts a benchmark's cells it was fitted on, and those it never saw: other concurrencies, a model left
/// out, a topology left out, tenths left out at random.
/// </summary>
public sealed class AccuracyStudy
{
    const int Folds = 10;

    readonly CellPredictor _predictor;
    readonly List<Cell> _cells;

    public AccuracyStudy(CellPredictor predictor, IEnumerable<Cell> cells)
    {
        _predictor = predictor;
        _cells = [.. cells.Where(cell => cell.Value is not null)];
        InSample = new Calibrator(predictor).Run(_cells);
    }

    /// <summary>The fit on all cells.</summary>
    public Fit InSample { get; }

    public StudyRow WholeTable => new("all cells, in sample", _cells.Count, InSample.Errors, 0.05);

    /// <summary>Fitted at the given concurrencies, judged at the rest.</summary>
    public StudyRow OtherConcurrencies(params IReadOnlyList<int> seen) =>
        Split($"fitted on c in {{{string.Join(", ", seen)}}}, judged on the rest", cell => seen.Contains(cell.Concurrency), _ => true, 0.07);

    /// <summary>Each model predicted from the others, nothing of its own seen.</summary>
    public StudyRow UnseenModels() => Pooled("each model left out", model => (Fitted(cell => cell.Model != model, out var trained), trained), 0.15);

    /// <summary>The same after three numbers of the model: TTFT of one request, decode at eight on one box, prefill of a burst of sixteen on two.</summary>
    public StudyRow ProbedModels() => Pooled("each model left out, then a three-number probe", model =>
    {
        var others = Fitted(cell => cell.Model != model, out var trained);
        var probe = _cells.Where(cell => cell.Model == model && IsProbe(cell)).ToList();
        string[] own = [ParameterNames.For(ParameterNames.Skew, model), ParameterNames.For(ParameterNames.Compute, model)];
        return probe.Count < own.Length ? (others, trained) : (new Calibrator(_predictor).Run(probe, own, others).Calibration, trained + probe.Count);
    }, 0.075);

    /// <summary>Two replicas behind a shuffling router, predicted from one box alone.</summary>
    public StudyRow UnseenShuffle() =>
        Split("fitted on one box, shuffle never seen", OneBox, cell => cell.Topology == "shuffle" && cell.Concurrency > 1, 0.09);

    /// <summary>The same with the cluster's cells in the fit.</summary>
    public StudyRow UnseenShuffleWithCluster() =>
        Split("fitted on one box and cluster, shuffle never seen", cell => OneBox(cell) || cell.Topology == "cluster", cell => cell.Topology == "shuffle" && cell.Concurrency > 1, null);

    /// <summary>The cluster, predicted with the link's parameters at their priors.</summary>
    public StudyRow UnseenCluster() =>
        Split("fitted on one box and shuffle, cluster never seen", cell => cell.Topology != "cluster", cell => cell.Topology == "cluster", null);

    /// <summary>Ten random tenths, each predicted from the other nine; and the share of cells that lay in their P10 to P90. No cell is judged when there are too few.</summary>
    public (StudyRow Row, double BandCoverage) TenFold(int seed)
    {
        if (_cells.Count < Folds * 2) return (new StudyRow("ten-fold cross-validation", 0, CellErrors.Of([], []), null), 0);
        var order = _cells.ToArray();
        new Random(seed).Shuffle(order);
        var (cells, predicted, covered) = (new List<Cell>(), new List<double>(), 0);
        for (var fold = 0; fold < Folds; fold++)
        {
            var test = order.Where((_, i) => i % Folds == fold).ToList();
            var calibration = new Calibrator(_predictor).Run(order.Where((_, i) => i % Folds != fold)).Calibration;
            var values = Values(test, calibration);
            var bands = CellBands.Of(_predictor, test, calibration);
            covered += test.Where((cell, i) => bands[i].Holds(cell.Value!.Value)).Count();
            cells.AddRange(test);
            predicted.AddRange(values);
        }

        return (new StudyRow("ten-fold cross-validation", _cells.Count * (Folds - 1) / Folds, CellErrors.Of(cells, predicted), null), (double)covered / cells.Count);
    }

    /// <summary>Every test the table has cells for, but for cross-validation, which takes ten fits.</summary>
    public IEnumerable<StudyRow> Rows()
    {
        yield return WholeTable;
        StudyRow[] rows = [OtherConcurrencies(1, 8, 64), UnseenModels(), ProbedModels(), UnseenShuffle(), UnseenShuffleWithCluster(), UnseenCluster()];
        foreach (var row in rows.Where(row => row.Errors.Count > 0)) yield return row;
    }

    /// <summary>Shuffle against cluster, in sample.</summary>
    public IReadOnlyList<Rivals> ShuffleAgainstCluster() => Rivals.Pair(InSample.Cells, InSample.Predicted, "cluster", "shuffle");

    static bool OneBox(Cell cell) => cell.Topology == "solo" || (cell.Topology == "shuffle" && cell.Concurrency == 1);

    static bool IsProbe(Cell cell) => (cell.Metric, cell.Topology, cell.Concurrency) is (Metric.Ttft, "shuffle", 1) or (Metric.Decode, "solo", 8) or (Metric.Prefill, "cluster", 16);

    Calibration Fitted(Func<Cell, bool> seen, out int trained)
    {
        var training = _cells.Where(seen).ToList();
        trained = training.Count;
        return new Calibrator(_predictor).Run(training).Calibration;
    }

    StudyRow Split(string test, Func<Cell, bool> seen, Func<Cell, bool> judged, double? goal)
    {
        var rest = _cells.Where(cell => !seen(cell) && judged(cell)).ToList();
        if (rest.Count == 0 || !_cells.Any(seen)) return new StudyRow(test, 0, CellErrors.Of([], []), goal);
        var calibration = Fitted(seen, out var trained);
        return new StudyRow(test, trained, CellErrors.Of(rest, Values(rest, calibration)), goal);
    }

    StudyRow Pooled(string test, Func<string, (Calibration, int)> calibrate, double goal)
    {
        var (cells, predicted, most) = (new List<Cell>(), new List<double>(), 0);
        foreach (var model in _cells.Select(cell => cell.Model).Distinct().Where(model => _cells.Any(cell => cell.Model != model)))
        {
            var (calibration, trained) = calibrate(model);
            var own = _cells.Where(cell => cell.Model == model).ToList();
            cells.AddRange(own);
            predicted.AddRange(Values(own, calibration));
            most = Math.Max(most, trained);
        }

        return new StudyRow(test, most, CellErrors.Of(cells, predicted), goal);
    }

    List<double> Values(IReadOnlyList<Cell> cells, Calibration calibration) => [.. _predictor.Predict(cells, calibration).Select(value => value!.Value)];
}
