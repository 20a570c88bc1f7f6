using System.Text.Json;

namespace Sluice.Schema.Loading;

/// <summary>JSON pointers (RFC 6901) and excerpts of values, as messages show them.</summary>
internal static class SchemaPath
{
    const int ExcerptLength = 60; // characters; enough to recognise a value, short enough for one line

    public static string Escape(string token) =>
        token.AsSpan().IndexOfAny('~', '/') < 0 ? token : token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Unescape(string token) =>
        token.Contains('~', StringComparison.Ordinal) ? token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal) : token;

    /// <summary>A value as JSON, cut where it gets long.</summary>
    public static string Excerpt(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= ExcerptLength ? text : string.Concat(text.AsSpan(0, ExcerptLength), "…");
    }
}
