using System.Globalization;
using System.Text;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Reporting;

/// <summary>All levels of all ladders as one flat table, for spreadsheets. A missing figure is an empty field.</summary>
public static class ReportTable
{
    static readonly (string Name, Func<LevelFigures, double?> Value)[] Measures =
    [
        ("output_tps", level => level.OutputTps.Value), ("output_tps_low", level => level.OutputTps.Interval?.Low), ("output_tps_high", level => level.OutputTps.Interval?.High),
        ("prompt_tps", level => level.PromptTps.Value),
        ("ttft_p50_ms", level => level.Ttft.P50.Value), ("ttft_p90_ms", level => level.Ttft.P90.Value), ("ttft_p99_ms", level => level.Ttft.P99.Value),
        ("ttfa_p50_ms", level => level.Ttfa.P50.Value), ("tpot_p50_ms", level => level.Tpot.P50.Value),
        ("itl_p50_ms", level => level.Itl.P50.Value), ("itl_p99_ms", level => level.Itl.P99.Value), ("e2e_p50_ms", level => level.EndToEnd.P50.Value),
        ("records_per_hour", level => level.RecordsPerHour.Value ?? level.WholeRecordsPerHour.Value), ("in_flight", level => level.Held?.Mean),
        ("sent", level => level.Tally.Sent), ("answered", level => level.Tally.Answered), ("failed", level => level.Tally.FailedCount), ("unfinished", level => level.Tally.Unfinished), ("early", level => level.Tally.Early),
    ];

    /// <summary>What depends on a target, a price or a job: empty without it. The columns are always the same.</summary>
    static readonly (string Name, Func<LevelFigures, Report, double?> Value)[] Decisions =
    [
        ("good_share", (level, report) => report.GoodputOf(level)?.Share.Value), ("good_share_low", (level, report) => report.GoodputOf(level)?.Share.Interval?.Low),
        ("good_share_high", (level, report) => report.GoodputOf(level)?.Share.Interval?.High), ("good_per_second", (level, report) => report.GoodputOf(level)?.RequestsPerSecond),
        ("cost_per_million_output_tokens", (level, report) => report.Cost?.Of(level).PerMillionTokens), ("cost_per_thousand_records", (level, report) => report.Cost?.Of(level).PerThousandRecords),
        ("joules_per_output_token", (level, report) => report.Cost?.Of(level).JoulesPerToken), ("watt_hours_per_thousand_records", (level, report) => report.Cost?.Of(level).WattHoursPerThousandRecords),
        ("job_seconds", (level, report) => report.Job?.SecondsAt(level).Value),
    ];

    public static string Csv(Report report)
    {
        var text = new StringBuilder().AppendJoin(',', (IEnumerable<string>)
        [
            "backend", "workload", "load", "concurrency", .. Measures.Select(column => column.Name), "client_bound", "knee", "knee_low", "knee_high", "target", .. Decisions.Select(column => column.Name),
        ]).Append('\n');
        foreach (var (ladder, level) in report.Ladders.SelectMany(ladder => ladder.Levels.Select(level => (ladder, level))))
        {
            var knee = report.KneeOf(ladder);
            text.AppendJoin(',', (IEnumerable<string>)
            [
                Quoted(level.Plan.Backend), Quoted(level.Plan.Workload), Quoted(level.Plan.Sending), level.Plan.Concurrency.ToString(CultureInfo.InvariantCulture),
                .. Measures.Select(column => Number(column.Value(level))), ClientBound.Reasons(level).Count > 0 ? "true" : "false",
                knee?.Level is { } at ? at == level.Plan.Concurrency ? "true" : "false" : "", Number(knee?.Interval?.Low), Number(knee?.Interval?.High),
                report.GoodputOf(level)?.Verdict.ToString().ToLowerInvariant() ?? "", .. Decisions.Select(column => Number(column.Value(level, report))),
            ]).Append('\n');
        }

        return text.ToString();
    }

    static string Number(double? value) => value is { } known && double.IsFinite(known) ? known.ToString("0.######", CultureInfo.InvariantCulture) : "";

    static string Quoted(string field) => field.AsSpan().ContainsAny(",\"\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
