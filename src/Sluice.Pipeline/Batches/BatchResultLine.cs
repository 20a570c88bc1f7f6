using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Batches;

/// <summary>
/// Answers and failures as the result lines of OpenAI's Batch API: <c>id</c>, <c>custom_id</c>, <c>response</c> with <c>status_code</c>,
/// <c>request_id</c> and <c>body</c>, and <c>error</c>. A request that the server refused has both, so that readers of OpenAI's files and of vLLM's find it.
/// </summary>
internal static class BatchResultLine
{
    const int IdDigits = 24; // of the hash that names a line

    /// <param name="isBody">Whether the answer is a response's whole body; else it becomes the content of one.</param>
    public static void Write(IBufferWriter<byte> output, StoredAnswer row, bool isBody)
    {
        using var writer = Begin(output, row.Key, row.Config);
        var body = isBody ? JsonElement.Parse(row.Answer.Json) : default;
        writer.WriteStartObject("response");
        writer.WriteNumber("status_code", 200);
        writer.WriteString("request_id", isBody && body.ValueKind == JsonValueKind.Object && body.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : IdOf("req", row.Key, row.Config));
        writer.WritePropertyName("body");
        if (isBody) body.WriteTo(writer);
        else WriteCompletion(writer, row);
        writer.WriteEndObject();
        writer.WriteNull("error");
        writer.WriteEndObject();
    }

    public static void Write(IBufferWriter<byte> output, StoredFailure row)
    {
        using var writer = Begin(output, row.Key, null);
        if (row.HttpStatus is { } status)
        {
            writer.WriteStartObject("response");
            writer.WriteNumber("status_code", status);
            writer.WriteString("request_id", IdOf("req", row.Key, null));
            writer.WritePropertyName("body");
            WriteErrorBody(writer, row);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("response");
        }

        writer.WriteStartObject("error");
        writer.WriteString("code", row.Failure.Reason);
        writer.WriteString("message", row.Failure.Detail);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    static Utf8JsonWriter Begin(IBufferWriter<byte> output, string key, string? config)
    {
        var writer = new Utf8JsonWriter(output, CompactJson.Relaxed);
        writer.WriteStartObject();
        writer.WriteString("id", IdOf("batch_req", key, config));
        writer.WriteString("custom_id", key);
        return writer;
    }

    static void WriteCompletion(Utf8JsonWriter writer, StoredAnswer row)
    {
        var answer = JsonElement.Parse(row.Answer.Json);
        writer.WriteStartObject();
        writer.WriteString("id", IdOf("chatcmpl", row.Key, row.Config));
        writer.WriteString("object", "chat.completion");
        if (row.StartedAt is { } sent) writer.WriteNumber("created", (sent + (row.Total ?? TimeSpan.Zero)).ToUnixTimeSeconds());
        writer.WriteString("model", row.Model);
        writer.WriteStartArray("choices");
        writer.WriteStartObject();
        writer.WriteNumber("index", 0);
        writer.WriteStartObject("message");
        writer.WriteString("role", "assistant");
        writer.WriteString("content", answer.ValueKind == JsonValueKind.String ? answer.GetString() : row.Answer.Json);
        writer.WriteEndObject();
        writer.WriteString("finish_reason", "stop");
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (row is { PromptTokens: { } prompt, CompletionTokens: { } completion })
        {
            writer.WriteStartObject("usage");
            writer.WriteNumber("prompt_tokens", prompt);
            writer.WriteNumber("completion_tokens", completion);
            writer.WriteNumber("total_tokens", prompt + completion);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>What the server said, when that is JSON; else an error of ours in the same form.</summary>
    static void WriteErrorBody(Utf8JsonWriter writer, StoredFailure row)
    {
        try
        {
            JsonElement.Parse(row.Response ?? "").WriteTo(writer);
        }
        catch (JsonException)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("error");
            writer.WriteString("message", row.Failure.Detail);
            writer.WriteString("type", row.Failure.Reason);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }

    /// <summary>The same for the same record and configuration, so that a file written again is the same file.</summary>
    static string IdOf(string kind, string key, string? config) =>
        $"{kind}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{config}\n{key}")))[..IdDigits]}";
}
