using System.Buffers;
using System.Text;
using System.Text.Json;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Cli.History;

/// <summary>A run as one JSON object on a line, for <c>sluice runs --json</c> and <c>sluice runs show --json</c>.</summary>
internal static class RunsJson
{
    public static string Of(StoredRun run, string state, IReadOnlyList<StepHistory> steps)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("id", run.Id);
            json.WriteString("run", run.Name);
            json.WriteString("state", state);
            json.WriteString("message", run.Last?.Message);
            json.WriteString("pipeline", run.Path);
            json.WriteNumber("records", run.Records);
            json.WriteString("created_at", run.CreatedAt.UtcDateTime);
            WriteTime(json, "started_at", run.Last?.StartedAt);
            WriteTime(json, "ended_at", run.Last?.EndedAt);
            json.WriteStartArray("command");
            foreach (string argument in run.Last?.Command?.Arguments ?? []) json.WriteStringValue(argument);
            json.WriteEndArray();
            IReadOnlyList<StepHistory> latest = HistoryBook.Latest(steps);
            json.WriteStartArray("steps");
            foreach (StepHistory step in steps) Write(json, step, latest.Contains(step));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, StepHistory step, bool isLatest)
    {
        json.WriteStartObject();
        json.WriteString("step", step.Name);
        json.WriteString("config", step.ConfigHash);
        json.WriteBoolean("latest", isLatest);
        WriteTime(json, "used_at", step.UsedAt);
        json.WriteNumber("answered", step.Answers);
        json.WriteNumber("failed", step.Failures.Sum(failure => failure.Count));
        json.WriteNumber("calls", step.Totals.Calls);
        WriteNumber(json, "prompt_tokens", step.Totals.PromptTokens);
        WriteNumber(json, "completion_tokens", step.Totals.CompletionTokens);
        json.WriteStartArray("failures");
        foreach (FailureCount failure in step.Failures)
        {
            json.WriteStartObject();
            json.WriteString("reason", failure.Reason);
            json.WriteNumber("count", failure.Count);
            json.WriteStartObject("sample");
            json.WriteString("id", failure.Sample.Key);
            json.WriteString("place", failure.Sample.Place);
            json.WriteString("detail", failure.Sample.Failure.Detail);
            json.WriteNumber("attempts", failure.Sample.Attempts);
            json.WriteString("response", failure.Sample.Response);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? count)
    {
        if (count is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known) json.WriteString(name, known.UtcDateTime);
        else json.WriteNull(name);
    }
}
