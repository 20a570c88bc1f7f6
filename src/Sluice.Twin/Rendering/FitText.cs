using System.Globalization;
using System.Text;
using Sluice.Bench.Reporting;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Judging;

namespace Sluice.Twin.Rendering;

/// <summary>A fit, and a study of its accuracy, for people.</summary>
public static class FitText
{
    public static string Of(Fit fit)
    {
        var text = new StringBuilder();
        var table = new TextTable("parameter", "value", "unit", "log sd", "rests on");
        foreach (var value in fit.Calibration.Values)
            table.Add(value.Name, Numbers.Short(value.Value), value.Unit, Numbers.Short(value.LogSd), value.Origin == ValueOrigin.Fitted ? "cells" : "prior");
        table.WriteTo(text);
        var errors = fit.Errors;
        if (fit.Held.Count > 0) text.Append(CultureInfo.InvariantCulture, $"\nheld where they were, not fitted: {string.Join(", ", fit.Held)}\n");
        text.Append(CultureInfo.InvariantCulture, $"\n{errors.Count} {(errors.Count == 1 ? "cell" : "cells")}: mean absolute error {Numbers.FinePercent(errors.MeanAbsolute)}, median {Numbers.FinePercent(errors.Median)}, worst {Numbers.FinePercent(errors.Worst)}\n");
        return text.ToString();
    }

    /// <summary>As a Markdown table, since it is also what bench/results keeps.</summary>
    /// <param name="seed">Of the ten random tenths of cross-validation.</param>
    public static string Of(AccuracyStudy study, int seed)
    {
        var (tenths, coverage) = study.TenFold(seed);
        var text = new StringBuilder("| test | fitted cells | judged cells | mean error | median | worst | goal | met |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var row in study.Rows().Append(tenths).Where(row => row.Errors.Count > 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Test} | {row.Trained} | {row.Errors.Count} | {Numbers.FinePercent(row.Errors.MeanAbsolute)} | {Numbers.FinePercent(row.Errors.Median)} | {Numbers.FinePercent(row.Errors.Worst)} ");
            text.Append(CultureInfo.InvariantCulture, $"| {(row.Goal is { } goal ? $"at most {Numbers.FinePercent(goal)}" : "")} | {(row.Met is { } met ? met ? "yes" : "NO" : "")} |\n");
        }

        if (tenths.Errors.Count > 0) text.Append(CultureInfo.InvariantCulture, $"\nIn cross-validation {Numbers.Percent(coverage)} of the cells lay between their P10 and P90.\n");
        var rivals = study.ShuffleAgainstCluster();
        var winners = Winners.Of(rivals);
        var crossovers = Crossover.Of(rivals);
        if (winners.Cells == 0) return text.ToString();
        text.Append(CultureInfo.InvariantCulture, $"\nRight winner of shuffle and cluster in {winners.Right} of {winners.Cells} cells, {winners.ClearRight} of {winners.Clear} where the measured gap is above 10 %.\n\n");
        text.Append("| model | metric | shuffle leads from (measured) | predicted | steps apart |\n|---|---|---|---|---|\n");
        foreach (var crossover in crossovers)
            text.Append(CultureInfo.InvariantCulture, $"| {crossover.Model} | {crossover.Metric.Name()} | {At(crossover.Measured)} | {At(crossover.Predicted)} | {crossover.StepsApart} |\n");
        return text.ToString();
    }

    static string At(int? concurrency) => concurrency is { } known ? Numbers.Whole(known) : "never";
}
