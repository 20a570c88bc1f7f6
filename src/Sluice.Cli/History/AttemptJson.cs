using System.Buffers;
using System.Text;
using System.Text.Json;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Cli.History;

/// <summary>An attempt as one JSON object on a line, for <c>sluice replay --json</c>.</summary>
internal static class AttemptJson
{
    public static string Of(RecordHistory record, StoredAttempt attempt)
    {
        AttemptEntry entry = attempt.Entry;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", record.Key);
            json.WriteString("place", record.Place);
            json.WriteString("step", attempt.Step);
            json.WriteString("config", attempt.ConfigHash);
            json.WriteNumber("attempt", entry.Number);
            json.WriteBoolean("current_content", attempt.IsOfCurrentContent);
            json.WriteBoolean("accepted", attempt.Answer is not null);
            json.WriteString("reason", entry.Reason);
            json.WriteString("detail", entry.Detail);
            json.WriteBoolean("given_up", entry.IsFinal);
            if (entry.StartedAt is { } at) json.WriteString("started_at", at.UtcDateTime);
            else json.WriteNull("started_at");
            WriteNumber(json, "first_token_seconds", entry.FirstToken?.TotalSeconds);
            WriteNumber(json, "seconds", entry.Total?.TotalSeconds);
            json.WriteString("backend", entry.Backend);
            json.WriteString("model", entry.Model);
            json.WriteString("finish_reason", entry.FinishReason);
            WriteNumber(json, "http_status", entry.HttpStatus);
            WriteNumber(json, "prompt_tokens", entry.PromptTokens);
            WriteNumber(json, "cached_tokens", entry.CachedTokens);
            WriteNumber(json, "completion_tokens", entry.CompletionTokens);
            WriteRaw(json, "overrides", entry.Overrides);
            WriteRaw(json, "answer", attempt.Answer?.Json);
            WriteRaw(json, "request", entry.Request);
            json.WriteString("response", entry.Response);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known) json.WriteNumber(name, Math.Round(known, 3));
        else json.WriteNull(name);
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, string? text)
    {
        json.WritePropertyName(name);
        if (text is null) json.WriteNullValue();
        else json.WriteRawValue(text);
    }
}
