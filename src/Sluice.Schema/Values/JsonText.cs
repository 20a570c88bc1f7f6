using System.Runtime.InteropServices;
using System.Text.Json;

namespace Sluice.Schema.Values;

/// <summary>What JSON's grammar lets through and we do not: a key written twice, and half a surrogate pair, which no text can hold.</summary>
internal static class JsonText
{
    /// <summary>Arrays and objects within each other; System.Text.Json stops at 64 unless told otherwise.</summary>
    public const int MaxDepth = 512;

    /// <summary>The first thing wrong with a document, with its JSON pointer; null when all is well.</summary>
    public static (string Pointer, string Message)? FirstFlaw(JsonElement document)
    {
        var path = new List<string>();
        return FirstFlaw(document, path) is { } message ? (JsonPointer.Of(path), message) : null;
    }

    static string? FirstFlaw(JsonElement value, List<string> path)
    {
        if (path.Count > MaxDepth)
            return $"arrays and objects stand inside each other more than {MaxDepth} deep";
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return HasHalfPair(JsonMarshal.GetRawUtf8Value(value)) ? "the string holds half a surrogate pair, which is no character" : null;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                    if (FirstFlawBelow(item, (index++).ToString(System.Globalization.CultureInfo.InvariantCulture), path) is { } flaw)
                        return flaw;
                return null;
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in value.EnumerateObject())
                {
                    if (HasHalfPair(JsonMarshal.GetRawUtf8PropertyName(member)))
                        return "a key holds half a surrogate pair, which is no character";
                    if (!names.Add(member.Name))
                        return $"the key \"{member.Name}\" stands here twice; once is allowed";
                    if (FirstFlawBelow(member.Value, member.Name, path) is { } flaw)
                        return flaw;
                }

                return null;
            default:
                return null;
        }
    }

    static string? FirstFlawBelow(JsonElement value, string token, List<string> path)
    {
        path.Add(token);
        var flaw = FirstFlaw(value, path);
        if (flaw is null)
            path.RemoveAt(path.Count - 1);
        return flaw;
    }

    /// <summary>Looks for an escape of a surrogate that its other half does not stand beside. Raw bytes cannot hold one: they are checked as UTF-8 when parsed.</summary>
    static bool HasHalfPair(ReadOnlySpan<byte> raw)
    {
        while (raw.IndexOf((byte)'\\') is >= 0 and var at)
        {
            var length = raw[at + 1] == 'u' ? 6 : 2;
            var unit = length == 6 ? Unit(raw[at..]) : 0;
            if (char.IsLowSurrogate((char)unit))
                return true;
            raw = raw[(at + length)..];
            if (!char.IsHighSurrogate((char)unit))
                continue;
            if (raw is not [(byte)'\\', (byte)'u', ..] || !char.IsLowSurrogate((char)Unit(raw)))
                return true;
            raw = raw[6..];
        }

        return false;
    }

    static int Unit(ReadOnlySpan<byte> escape) =>
        int.Parse(escape[2..6], System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
}
