using System.Globalization;
using System.Text;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Reporting;

/// <summary>All levels of all ladders as one flat table, for spreadsheets and for pages. A missing figure is an empty field.</summary>
public static class ReportTable
{
    static readonly (string Name, Func<LevelFigures, double?> Value)[] Columns =
    [
        ("output_tps", level => level.OutputTps.Value), ("output_tps_low", level => level.OutputTps.Interval?.Low), ("output_tps_high", level => level.OutputTps.Interval?.High),
        ("prompt_tps", level => level.PromptTps.Value),
        ("ttft_p50_ms", level => level.Ttft.P50.Value), ("ttft_p90_ms", level => level.Ttft.P90.Value), ("ttft_p99_ms", level => level.Ttft.P99.Value),
        ("ttfa_p50_ms", level => level.Ttfa.P50.Value), ("tpot_p50_ms", level => level.Tpot.P50.Value),
        ("itl_p50_ms", level => level.Itl.P50.Value), ("itl_p99_ms", level => level.Itl.P99.Value), ("e2e_p50_ms", level => level.EndToEnd.P50.Value),
        ("records_per_hour", level => level.RecordsPerHour.Value ?? level.WholeRecordsPerHour.Value), ("in_flight", level => level.Held?.Mean),
        ("sent", level => level.Tally.Sent), ("answered", level => level.Tally.Answered), ("failed", level => level.Tally.FailedCount), ("unfinished", level => level.Tally.Unfinished), ("early", level => level.Tally.Early),
    ];

    public static string Csv(IReadOnlyList<Ladder> ladders)
    {
        var text = new StringBuilder().AppendJoin(',', (IEnumerable<string>)["backend", "workload", "load", "concurrency", .. Columns.Select(column => column.Name), "client_bound"]).Append('\n');
        foreach (var level in ladders.SelectMany(ladder => ladder.Levels))
        {
            text.AppendJoin(',', (IEnumerable<string>)
            [
                Quoted(level.Plan.Backend), Quoted(level.Plan.Workload), Quoted(level.Plan.Sending), level.Plan.Concurrency.ToString(CultureInfo.InvariantCulture),
                .. Columns.Select(column => column.Value(level)?.ToString("0.######", CultureInfo.InvariantCulture) ?? ""), ClientBound.Reasons(level).Count > 0 ? "true" : "false",
            ]).Append('\n');
        }

        return text.ToString();
    }

    public static string Markdown(IReadOnlyList<Ladder> ladders)
    {
        var text = new StringBuilder();
        foreach (var ladder in ladders)
        {
            text.Append(CultureInfo.InvariantCulture, $"### {ladder.Title}\n\n| load | output tok/s | prompt tok/s | TTFT p50 ms | TTFT p99 ms | TPOT p50 ms | ITL p99 ms | records/h | n |\n|:--|--:|--:|--:|--:|--:|--:|--:|--:|\n");
            foreach (var level in ladder.Levels)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {level.Plan.Sending} | {Rounded.WithWidth(level.OutputTps)} | {Rounded.Of(level.PromptTps)} | {Rounded.Of(level.Ttft.P50)} | {Rounded.Of(level.Ttft.P99)} | {Rounded.Of(level.Tpot.P50)} | {Rounded.Of(level.Itl.P99)} | {Rounded.Of(level.RecordsPerHour.Value ?? level.WholeRecordsPerHour.Value)} | {level.Tally.Answered} |\n");
            }

            text.Append('\n');
            foreach (var level in ladder.Levels)
            {
                foreach (var note in LevelNotes.Of(level)) text.Append(CultureInfo.InvariantCulture, $"- {level.Plan.Sending}: {note}\n");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    static string Quoted(string field) => field.AsSpan().ContainsAny(",\"\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
