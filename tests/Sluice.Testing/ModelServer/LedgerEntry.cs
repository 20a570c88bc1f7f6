using System.Text.Json;

namespace Sluice.Testing.ModelServer;

/// <summary>One call as the scripted server saw it. The server's word, not the client's.</summary>
public sealed class LedgerEntry(int ordinal, string path, JsonElement body, string? authorization)
{
    /// <summary>Order of arrival, from 0.</summary>
    public int Ordinal { get; } = ordinal;

    public string Path { get; } = path;

    public JsonElement Body { get; } = body;

    public string? Authorization { get; } = authorization;

    public CallEnd End { get; internal set; } = CallEnd.Open;

    /// <summary>The text of the last message, which is the rendered prompt of a chat; the prompt of a completion.</summary>
    public string LastMessage
    {
        get
        {
            if (Body.TryGetProperty("messages", out var messages)) return messages[messages.GetArrayLength() - 1].GetProperty("content").GetString()!;
            return Body.GetProperty("prompt").GetString()!;
        }
    }

    /// <summary>All messages as role and content.</summary>
    public IReadOnlyList<(string Role, string Content)> Messages =>
        [.. Body.GetProperty("messages").EnumerateArray().Select(turn => (turn.GetProperty("role").GetString()!, turn.GetProperty("content").GetString()!))];
}
