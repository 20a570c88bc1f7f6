using Sluice.Twin.Calibrating;

namespace Sluice.Tests.Twin;

public sealed class CalibratorTests
{
    [Fact]
    public void A_fit_finds_the_parameters_that_made_its_cells()
    {
        // Cells made by the twin itself with parameters away from every prior.
        var predictor = SparkTables.Predictor();
        var truth = CalibrationFile.Bundled("dgx-spark")!;
        var made = Made(predictor, truth);

        var fit = new Calibrator(predictor).Run(made);

        Assert.InRange(fit.Errors.MeanAbsolute, 0, 0.005);
        foreach (var value in fit.Calibration.Values.Where(value => value.Origin == ValueOrigin.Fitted))
            Assert.True(Math.Abs(Math.Log(value.Value / truth.Find(value.Name)!.Value)) < 2 * value.LogSd, value.Name);
    }

    [Fact]
    public void The_bundled_parameters_are_those_our_own_fit_finds()
    {
        var fit = new Calibrator(SparkTables.Predictor()).Run(SparkTables.Cells);

        foreach (var bundled in CalibrationFile.Bundled("dgx-spark")!.Values)
            Assert.Equal(1, fit.Calibration.Find(bundled.Name)!.Value / bundled.Value, 0.03);
    }

    [Fact]
    public void One_wild_cell_does_not_bend_the_rest()
    {
        var predictor = SparkTables.Predictor();
        var made = Made(predictor, CalibrationFile.Bundled("dgx-spark")!).ToList();
        made[10] = made[10] with { Value = made[10].Value * 3 };

        var fit = new Calibrator(predictor).Run(made);

        var others = fit.Cells.Zip(fit.Predicted).Where((_, i) => i != 10).Average(pair => Math.Abs(pair.Second / pair.First.Value!.Value - 1));
        Assert.InRange(others, 0, 0.02);
    }

    [Fact]
    public void Few_cells_fit_few_parameters_and_the_rest_stay_at_their_priors()
    {
        var predictor = SparkTables.Predictor();

        var fit = new Calibrator(predictor).Run(SparkTables.Cells.Where(cell => cell.Model == "gemma4-26b").Take(2));

        Assert.Equal(2, fit.Calibration.Values.Count);
        Assert.Equal(ValueOrigin.Prior, fit.Calibration.Value(ParameterNames.StepOverhead, predictor.Hardware).Origin);
    }

    [Fact]
    public void What_the_cells_cannot_tell_is_said_to_rest_on_its_prior()
    {
        var fit = new Calibrator(SparkTables.Predictor()).Run(SparkTables.Cells);

        Assert.Equal([ParameterNames.LinkLatency, ParameterNames.StepOverhead], fit.OnPriors.Select(value => value.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void More_parameters_than_cells_are_refused()
    {
        var problem = Assert.Throws<CalibrationException>(() => new Calibrator(SparkTables.Predictor())
            .Run(SparkTables.Cells.Take(2), [ParameterNames.Bandwidth, ParameterNames.LayerOverhead, ParameterNames.StepOverhead]));

        Assert.StartsWith("3 parameters to fit and 2 cells; allowed: at most as many parameters as cells", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_in_the_wrong_unit_is_named_with_what_was_expected()
    {
        var cells = SparkTables.Cells.Select(cell => cell.Metric == Metric.Ttft ? cell with { Value = cell.Value / 1000 } : cell);

        var problem = Assert.Throws<CalibrationException>(() => new Calibrator(SparkTables.Predictor()).Run(cells));

        Assert.Equal(24, problem.Problems.Count);
        Assert.Contains(":2: ttft_ms of gpt-oss-120b cluster at 1 is 0.251", problem.Problems[0], StringComparison.Ordinal);
        Assert.Contains("wrong units? allowed: decode_tps and prefill_tps in tokens/s over all requests, ttft_ms in milliseconds", problem.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_calibration_is_read_back_as_it_was_written()
    {
        var bundled = CalibrationFile.Bundled("dgx-spark")!;

        Assert.Equal(CalibrationFile.Write(bundled), CalibrationFile.Write(CalibrationFile.Read("a.json", CalibrationFile.Write(bundled))));
    }

    [Theory]
    [InlineData("\"GB/s\"", "\"MB/s\"", "'bandwidth' is in 'MB/s'; allowed: GB/s")]
    [InlineData("\"bandwidth\"", "\"band\"", "unknown parameter 'band'; allowed: bandwidth, layer_overhead")]
    [InlineData("\"version\": 1", "\"version\": 9", "version 9; allowed: 1")]
    public void A_calibration_file_with_a_wrong_field_is_refused(string from, string to, string expected)
    {
        var broken = CalibrationFile.Write(CalibrationFile.Bundled("dgx-spark")!).Replace(from, to, StringComparison.Ordinal);

        Assert.Contains(expected, Assert.Throws<FormatException>(() => CalibrationFile.Read("a.json", broken)).Message, StringComparison.Ordinal);
    }

    static IEnumerable<Cell> Made(CellPredictor predictor, Calibration truth) =>
        SparkTables.Cells.Zip(predictor.Predict(SparkTables.Cells, truth)).Select(pair => pair.First with { Value = pair.Second });
}
