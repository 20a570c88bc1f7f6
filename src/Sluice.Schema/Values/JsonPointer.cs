using System.Text;
using System.Text.Json;

namespace Sluice.Schema.Values;

/// <summary>JSON pointers (RFC 6901), and excerpts of values as messages show them.</summary>
internal static class JsonPointer
{
    const int ExcerptLength = 60; // characters; enough to recognise a value, short enough for one line

    /// <summary>The pointer of a way from the root: "" for none, "/skills/0" for two tokens.</summary>
    public static string Of(IEnumerable<string> tokens)
    {
        var text = new StringBuilder();
        foreach (var token in tokens)
            text.Append('/').Append(Escape(token));
        return text.ToString();
    }

    public static string Escape(string token) =>
        token.AsSpan().IndexOfAny('~', '/') < 0 ? token : token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Unescape(string token) =>
        token.Contains('~', StringComparison.Ordinal) ? token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal) : token;

    /// <summary>A value as JSON, cut where it gets long.</summary>
    public static string Excerpt(JsonElement value) => Shorten(value.GetRawText(), ExcerptLength);

    /// <summary>The beginning of a text, never half a surrogate pair, with "…" for what was left out.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
            return text;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), "…");
    }
}
