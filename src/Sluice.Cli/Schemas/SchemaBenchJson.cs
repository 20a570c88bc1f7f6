using System.Text.Json;
using Sluice.Schema.Benchmark;

namespace Sluice.Cli.Schemas;

/// <summary>The results of a schema benchmark as JSON objects of one line. Documented in docs/command-line.md.</summary>
internal static class SchemaBenchJson
{
    public static string Of(CaseResult result) => Line("schema", json =>
    {
        json.WriteString("file", result.Case.File);
        json.WriteNumber("line", result.Case.Line);
        json.WriteString("name", result.Case.Name);
        json.WriteString("outcome", SchemaBenchWords.Of(result.Outcome));
        json.WriteNumber("tests", result.Case.Tests.Count);
        json.WriteNumber("made", result.Made);
        json.WriteString("keyword", result.Outcome == CaseOutcome.Refused ? result.Keyword : null);
        json.WriteString("detail", result.Detail);
        WriteWrong(json, "wrong", result.Wrong);
        WriteWrong(json, "validator_wrong", result.ValidatorWrong);
        WriteTimes(json, result.Times);
    });

    /// <param name="name">"file" or "all".</param>
    public static string Of(BenchmarkTally tally, string name) => Line(name, json =>
    {
        json.WriteString("name", tally.Name);
        json.WriteNumber("schemas", tally.Schemas);
        json.WriteNumber("tests", tally.Documents);
        json.WriteNumber("made", tally.Made);
        foreach (CaseOutcome outcome in Enum.GetValues<CaseOutcome>())
        {
            string outcomeName = JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());
            json.WriteNumber(outcomeName, tally.Count(outcome));
            json.WriteNumber($"{outcomeName}_untested", tally.Untested(outcome));
        }
        json.WriteNumber("validation_errors", tally.ValidationErrors);
        json.WriteNumber("invalidation_errors", tally.InvalidationErrors);
        json.WriteNumber("valid_tests_refused", tally.ValidRefused);
        json.WriteNumber("invalid_tests_accepted", tally.InvalidAccepted);
        json.WriteNumber("validator_wrong", tally.ValidatorWrong);
        json.WriteStartObject("refusals");
        foreach ((string keyword, int count) in tally.Refusals) json.WriteNumber(keyword, count);
        json.WriteEndObject();
        WriteTimes(json, tally.Times);
    });

    private static void WriteWrong(Utf8JsonWriter json, string name, IEnumerable<WrongVerdict> verdicts)
    {
        json.WriteStartArray(name);
        foreach (WrongVerdict wrong in verdicts)
        {
            json.WriteStartObject();
            json.WriteNumber("test", wrong.Test);
            json.WriteBoolean("valid", wrong.Valid);
            if (wrong.At is { } at) json.WriteNumber("refused_after_bytes", at);
            else json.WriteNull("refused_after_bytes");
            json.WriteString("description", wrong.Description);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTimes(Utf8JsonWriter json, CaseTimes times)
    {
        json.WriteStartObject("cpu_us");
        Write(json, "compile", times.Compile);
        Write(json, "check", times.Check);
        Write(json, "mask", times.Mask);
        Write(json, "validate", times.Validation);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Latencies latencies)
    {
        LatencySummary summary = latencies.Summarize();
        json.WriteStartObject(name);
        json.WriteNumber("count", summary.Count);
        Write(json, "mean", summary.Mean);
        Write(json, "p50", summary.P50);
        Write(json, "p99", summary.P99);
        Write(json, "p99.9", summary.P999);
        Write(json, "p99.99", summary.P9999);
        Write(json, "max", summary.Max);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double? figure)
    {
        if (figure is { } known) json.WriteNumber(name, Math.Round(known, 3));
        else json.WriteNull(name);
    }

    private static string Line(string name, Action<Utf8JsonWriter> content) => JsonLine.Of(json =>
    {
        json.WriteString("event", name);
        content(json);
    });
}
