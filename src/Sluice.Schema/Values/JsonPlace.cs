using System.Text.Json;

namespace Sluice.Schema.Values;

/// <summary>Finds the line of a value in a JSON text, which System.Text.Json forgets once it has parsed it.</summary>
public static class JsonPlace
{
    /// <summary>The line, from 1, of the place a JSON pointer (RFC 6901) names; of the nearest place above it when there is none.</summary>
    public static long LineOf(ReadOnlySpan<byte> json, string pointer)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1000 });
        reader.Read();
        var found = reader.TokenStartIndex;
        foreach (var token in pointer.Split('/').Skip(1))
        {
            if (!Enter(ref reader, Unescape(token), ref found)) break;
        }

        return 1 + json[..(int)found].Count((byte)'\n');
    }

    public static string Unescape(string token) => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    /// <summary>Moves from an object or array to the value of one name or index in it; <paramref name="found"/> becomes the place of the name.</summary>
    static bool Enter(ref Utf8JsonReader reader, string token, ref long found)
    {
        var inObject = reader.TokenType == JsonTokenType.StartObject;
        if (!inObject && reader.TokenType != JsonTokenType.StartArray) return false;

        for (var index = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray); index++)
        {
            var here = inObject ? reader.GetString() == token : index.ToString(System.Globalization.CultureInfo.InvariantCulture) == token;
            var start = reader.TokenStartIndex;
            if (inObject) reader.Read();
            if (here)
            {
                found = start;
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
