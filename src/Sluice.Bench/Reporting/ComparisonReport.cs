using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Bench.Ladders;

namespace Sluice.Bench.Reporting;

/// <summary>A comparison of two servers for people and for programs.</summary>
public static class ComparisonReport
{
    public static string Text(string first, string second, IReadOnlyList<ComparedLevel> levels, double margin)
    {
        var text = new StringBuilder();
        foreach (var workload in levels.GroupBy(level => level.Workload))
        {
            text.Append(CultureInfo.InvariantCulture, $"{workload.Key}\n");
            var table = new TextTable("c", "metric", first, second, "ratio (95 %)", $"{second} is");
            foreach (var level in workload)
                table.Add(Rounded.Whole(level.Concurrency), level.Metric, Rounded.Of(level.First), Rounded.Of(level.Second), RatioOf(level.Ratio), Verdict(level.Ratio));
            table.WriteTo(text);
            text.Append('\n');
        }

        var turns = levels.Max(level => level.Turns);
        text.Append(turns > 0 ? string.Create(CultureInfo.InvariantCulture, $"they took {turns} turns each; ") : "two separate measurements, so a drift between them would look like a difference; ");
        text.Append(CultureInfo.InvariantCulture, $"a ratio above 1 is in favour of {second}; within {Rounded.Percent(margin)} counts as the same\n");
        return text.ToString();
    }

    public static string Json(string first, string second, IReadOnlyList<ComparedLevel> levels, double margin)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version"u8, 1);
            json.WriteString("first"u8, first);
            json.WriteString("second"u8, second);
            json.WriteNumber("margin"u8, margin);
            json.WriteStartArray("levels"u8);
            foreach (var level in levels)
            {
                json.WriteStartObject();
                json.WriteString("workload"u8, level.Workload);
                json.WriteNumber("concurrency"u8, level.Concurrency);
                json.WriteString("metric"u8, level.Metric);
                LadderJson.Number(json, "first", level.First);
                LadderJson.Number(json, "second", level.Second);
                LadderJson.Number(json, "ratio", level.Ratio?.Value);
                LadderJson.Number(json, "low", level.Ratio?.Interval.Low);
                LadderJson.Number(json, "high", level.Ratio?.Interval.High);
                json.WriteNumber("turns"u8, level.Turns);
                json.WriteString("verdict"u8, Verdict(level.Ratio));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    internal static string RatioOf(Ratio? ratio) => ratio is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{known.Value:0.000} ({known.Interval.Low:0.000} to {known.Interval.High:0.000})")
        : Rounded.Unknown;

    internal static string Verdict(Ratio? ratio) => ratio?.Verdict switch
    {
        Comparison.Better => "better",
        Comparison.Worse => "worse",
        Comparison.Same => "the same within noise",
        _ => "undecided",
    };
}
