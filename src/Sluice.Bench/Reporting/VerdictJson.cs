using System.Text.Json;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Reporting;

/// <summary>Knees, targets, costs and crossings as JSON. An end of an interval that is not known is null.</summary>
static class VerdictJson
{
    public static void Write(Utf8JsonWriter json, Ladder ladder, Report report)
    {
        if (report.KneeOf(ladder) is { } knee)
        {
            json.WriteStartObject("knee"u8);
            LadderJson.Number(json, "level", knee.Level);
            LadderJson.Number(json, "low", knee.Interval?.Low);
            LadderJson.Number(json, "high", knee.Interval?.High);
            LadderJson.Number(json, "best_tps", knee.BestTps);
            LadderJson.Number(json, "ttft_rises", knee.TtftRises);
            json.WriteString("method"u8, Knee.Method);
            if (knee.Missing is not null) json.WriteString("missing"u8, knee.Missing);
            json.WriteEndObject();
        }

        if (report.Job is { } job)
        {
            json.WriteStartObject("job"u8);
            json.WriteNumber("records"u8, job.Records);
            LadderJson.Number(json, "tokens", job.Tokens);
            json.WriteString("sentence"u8, JobText.Sentence(ladder, report.KneeOf(ladder), job));
            json.WriteEndObject();
        }

        if (report.Target is not { } target) return;
        var (seen, surely, perhaps) = Goodput.Largest(report.GoodputsOf(ladder), target);
        json.WriteStartObject("target"u8);
        LadderJson.Number(json, "ttft_ms", target.TtftMs);
        LadderJson.Number(json, "tpot_ms", target.TpotMs);
        LadderJson.Number(json, "e2e_ms", target.EndToEndMs);
        json.WriteNumber("share"u8, target.Share);
        LadderJson.Number(json, "largest_concurrency", seen);
        LadderJson.Number(json, "surely", surely);
        LadderJson.Number(json, "perhaps", perhaps);
        json.WriteEndObject();
    }

    public static void Level(Utf8JsonWriter json, LevelFigures level, Report report)
    {
        if (report.Target is { } target)
        {
            var goodput = Goodput.Of(level, target);
            json.WriteStartObject("goodput"u8);
            LadderJson.Figure(json, "share", goodput.Share);
            LadderJson.Number(json, "requests_per_second", goodput.RequestsPerSecond);
            json.WriteString("verdict"u8, goodput.Verdict.ToString().ToLowerInvariant());
            json.WriteEndObject();
        }

        if (report.Job is { } job) LadderJson.Figure(json, "job_seconds", job.SecondsAt(level));
        if (report.Cost?.Of(level) is not { } cost) return;
        json.WriteStartObject("cost"u8);
        LadderJson.Number(json, "per_million_output_tokens", cost.PerMillionTokens);
        LadderJson.Number(json, "per_thousand_records", cost.PerThousandRecords);
        LadderJson.Number(json, "joules_per_output_token", cost.JoulesPerToken);
        LadderJson.Number(json, "watt_hours_per_thousand_records", cost.WattHoursPerThousandRecords);
        json.WriteEndObject();
    }

    public static void Crossings(Utf8JsonWriter json, IReadOnlyList<Crossing> crossings)
    {
        json.WriteStartArray("crossings"u8);
        foreach (var crossing in crossings)
        {
            json.WriteStartObject();
            json.WriteString("first"u8, crossing.First);
            json.WriteString("second"u8, crossing.Second);
            json.WriteString("workload"u8, crossing.Workload);
            json.WriteString("metric"u8, crossing.Metric);
            LadderJson.Number(json, "at", crossing.At);
            LadderJson.Number(json, "low", crossing.Interval?.Low);
            LadderJson.Number(json, "high", crossing.Interval?.High);
            json.WriteBoolean("falls"u8, crossing.Falls);
            json.WriteString("sentence"u8, crossing.Sentence);
            json.WriteStartArray("levels"u8);
            foreach (var (concurrency, ratio) in crossing.Levels) Ratio(json, concurrency, ratio);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void Ratio(Utf8JsonWriter json, int concurrency, Ratio? ratio)
    {
        json.WriteStartObject();
        json.WriteNumber("concurrency"u8, concurrency);
        LadderJson.Number(json, "ratio", ratio?.Value);
        LadderJson.Number(json, "low", ratio?.Interval.Low);
        LadderJson.Number(json, "high", ratio?.Interval.High);
        json.WriteString("verdict"u8, ratio?.Verdict.ToString().ToLowerInvariant());
        json.WriteEndObject();
    }
}
