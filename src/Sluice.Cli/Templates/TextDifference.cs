using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Cli.Templates;

/// <summary>Tells where two texts part, in one line.</summary>
internal static class TextDifference
{
    private const int Before = 20, After = 40; // characters shown around the place
    private static readonly JsonSerializerOptions readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string expected, string actual)
    {
        int at = expected.AsSpan().CommonPrefixLength(actual);
        return string.Create(CultureInfo.InvariantCulture, $"from character {at} on: expected {Around(expected, at)}, got {Around(actual, at)}");
    }

    private static string Around(string text, int at)
    {
        int start = Math.Max(0, at - Before), end = Math.Min(text.Length, at + After);
        return $"{(start > 0 ? "…" : "")}{JsonSerializer.Serialize(text[start..end], readable)}{(end < text.Length ? "…" : "")}";
    }
}
