using System.Text.Json;

namespace Sluice.Protocol.Client;

/// <summary>Short strings of a server's JSON.</summary>
static class JsonText
{
    /// <summary>The usual finish reasons, so that they cost no string each.</summary>
    static readonly string[] Known = ["stop", "length", "tool_calls", "content_filter"];

    /// <summary>The string that the reader stands on; null for anything else, which is skipped.</summary>
    public static string? OfString(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }
        foreach (var word in Known)
        {
            if (reader.ValueTextEquals(word))
                return word;
        }
        return reader.GetString();
    }
}
