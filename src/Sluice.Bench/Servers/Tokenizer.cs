using System.Text.Json;

namespace Sluice.Bench.Servers;

/// <summary>A server's own count of a text's tokens, through <c>/tokenize</c> as vLLM and llama.cpp have it.</summary>
public sealed class Tokenizer(SideChannel side, string model)
{
    /// <summary>Null when the server has no tokenizer to ask.</summary>
    public async Task<int?> CountAsync(string text, CancellationToken ct)
    {
        var answer = await side.PostAsync("/tokenize", json =>
        {
            json.WriteStartObject();
            json.WriteString("model"u8, model);
            json.WriteString("prompt"u8, text);   // vLLM's name
            json.WriteString("content"u8, text);  // llama.cpp's
            json.WriteBoolean("add_special_tokens"u8, false);
            json.WriteBoolean("add_special"u8, false);
            json.WriteEndObject();
        }, ct).ConfigureAwait(false);
        if (answer is not { } found) return null;
        if (found.TryGetProperty("count"u8, out var count) && count.TryGetInt32(out var number)) return number;
        return found.TryGetProperty("tokens"u8, out var tokens) && tokens.ValueKind == JsonValueKind.Array ? tokens.GetArrayLength() : null;
    }
}
