using System.Globalization;
using System.Text;
using Sluice.Bench.Reporting;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Predicting;

namespace Sluice.Twin.Rendering;

/// <summary>A predicted ladder for people.</summary>
public static class LadderText
{
    public static string Of(Predictor predictor, IReadOnlyList<LevelPrediction> ladder)
    {
        var text = new StringBuilder();
        Head(text, predictor.Scenario);
        Figures(text, ladder);
        Reasons(text, ladder);
        Remarks(text, predictor, ladder);
        return text.ToString();
    }

    static void Head(StringBuilder text, Scenario scenario)
    {
        var settings = scenario.Settings;
        text.Append(CultureInfo.InvariantCulture, $"{scenario.Model.Title} ({scenario.Work.Precision}) on {scenario.Topology.Devices} x {scenario.Hardware.Title}, {scenario.Topology.Name}\n");
        text.Append(CultureInfo.InvariantCulture, $"workload {scenario.Workload}; max_num_batched_tokens {Numbers.Whole(settings.MaxBatchedTokens)}, max_num_seqs {Numbers.Whole(settings.MaxSequences)}, gpu_memory_utilization {Numbers.Short(scenario.Utilization)}{(settings.PrefixCaching ? ", prefix caching" : "")}\n");
        text.Append(CultureInfo.InvariantCulture, $"calibrated on: {scenario.Calibration.Source}\n\n");
    }

    static void Figures(StringBuilder text, IReadOnlyList<LevelPrediction> ladder)
    {
        var hours = ladder.Any(level => level.Hours is not null);
        string[] header = ["c", "decode tok/s (P10-P90)", "prefill tok/s (P10-P90)", "TTFT ms (P10-P90)", "records/h (P10-P90)", "running", "memory a device"];
        var table = new TextTable(hours ? [.. header, "hours"] : header);
        foreach (var level in ladder)
        {
            string[] row =
            [
                Numbers.Whole(level.Concurrency), Numbers.Banded(level.DecodeTps), Numbers.Banded(level.PrefillTps), Numbers.Banded(level.TtftMs),
                Numbers.Banded(level.RecordsPerHour), Numbers.Whole(level.Running), Memory(level),
            ];
            table.Add(hours ? [.. row, Numbers.Short(level.Hours)] : row);
        }

        table.WriteTo(text);
    }

    static string Memory(LevelPrediction level)
    {
        var fit = level.Memory;
        return fit.Fits
            ? $"{Numbers.GiB(fit.Weights + fit.Cache + fit.State)} of {Numbers.GiB(fit.Usable)}"
            : $"{Numbers.GiB(fit.Missing)} short: {Numbers.Whole(level.Running)} run";
    }

    static void Reasons(StringBuilder text, IReadOnlyList<LevelPrediction> ladder)
    {
        text.Append("\nwhy: where one decode step goes\n");
        var table = new TextTable(["c", "step ms", .. ladder[0].Step.Shares.Select(share => share.Name)]);
        foreach (var level in ladder)
            table.Add([Numbers.Whole(level.Concurrency), Numbers.Short(level.Step.Total * 1000), .. level.Step.Shares.Select(share => Numbers.Percent(share.Share))]);
        table.WriteTo(text);
    }

    static void Remarks(StringBuilder text, Predictor predictor, IReadOnlyList<LevelPrediction> ladder)
    {
        text.Append('\n');
        foreach (var level in ladder.Where(level => level.Missing is not null)) text.Append(CultureInfo.InvariantCulture, $"at {level.Concurrency}: {level.Missing}\n");
        foreach (var level in ladder.Where(level => level.Preemptions > 0)) text.Append(CultureInfo.InvariantCulture, $"at {level.Concurrency}: the cache is too small, {level.Preemptions} preemptions in a short closed loop\n");
        foreach (var level in ladder.Where(level => level.Running < level.Concurrency && level.Preemptions == 0))
            text.Append(CultureInfo.InvariantCulture, $"at {level.Concurrency}: {level.Running} run at once, the others wait\n");
        if (TensorSplit.Obstacle(predictor.Scenario) is { } obstacle) text.Append(CultureInfo.InvariantCulture, $"{obstacle}\n");
        var priors = predictor.OnPriors;
        if (priors.Count > 0) text.Append(CultureInfo.InvariantCulture, $"rests on priors: {string.Join(", ", priors)}\n");
        var (parameter, share) = predictor.Widest(ladder[^1].Concurrency);
        text.Append(CultureInfo.InvariantCulture, $"to narrow the band at {ladder[^1].Concurrency} most, measure {Probe.For(parameter)} ({parameter}, {Numbers.Percent(share)} of the parameters' share)\n");
    }
}
