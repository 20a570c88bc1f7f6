using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Sluice.Pipeline.Asking;
using Sluice.Protocol.Chat;

namespace Sluice.Pipeline.Batches;

/// <summary>One request of a batch file.</summary>
/// <param name="Path">Below the server's base URL.</param>
/// <param name="Body">As it stands in the file.</param>
internal sealed record BatchRequest(string Path, JsonElement Body)
{
    const string Prefix = "/v1";
    static readonly string[] urls = ["/v1/chat/completions", "/v1/completions", "/v1/embeddings"];

    static string Allowed { get; } = string.Join(", ", urls);

    /// <param name="problem">Why the line is no request that can be sent.</param>
    public static bool TryRead(JsonElement line, [NotNullWhen(true)] out BatchRequest? request, [NotNullWhen(false)] out string? problem)
    {
        request = null;
        var url = Text(line, "url");
        var method = Text(line, "method");
        if (method is not null && !method.Equals("POST", StringComparison.OrdinalIgnoreCase)) problem = $"'method' is '{method}'; allowed: POST";
        else if (url is null || !urls.Contains(url)) problem = url is null ? $"the request has no 'url'; allowed: {Allowed}" : $"'url' is '{url}'; allowed: {Allowed}";
        else if (!line.TryGetProperty("body", out var body) || body.ValueKind != JsonValueKind.Object) problem = "the request has no 'body'; allowed: an object, the body of the call";
        else if (body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True) problem = "'body.stream' is true, but a batch has whole answers; allowed: false";
        else
        {
            (request, problem) = (new BatchRequest(url[Prefix.Length..], body), null);
            return true;
        }

        return false;
    }

    /// <summary>The body with the model's name on the server that is asked. Everything else stays.</summary>
    public byte[] BodyFor(string model)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, CompactJson.Relaxed))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            foreach (var property in Body.EnumerateObject())
            {
                if (!property.NameEquals("model")) property.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>What the model reads: the messages of a chat, a prompt, or the texts to embed.</summary>
    public IEnumerable<ChatMessage> Messages()
    {
        if (Body.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array)
            return messages.EnumerateArray().Where(message => message.ValueKind == JsonValueKind.Object).Select(message => new ChatMessage(Text(message, "role") ?? "", message.TryGetProperty("content", out var content) ? Shown(content) : ""));
        foreach (var name in new[] { "prompt", "input" })
        {
            if (Body.TryGetProperty(name, out var text)) return [new ChatMessage(name, Shown(text))];
        }

        return [];
    }

    static string Shown(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
