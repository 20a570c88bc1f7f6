using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Sluice.Pipeline.Asking;

/// <summary>Finds the JSON in what a model wrote: the whole text, or the one object or list that stands in it between other words, as in a code fence.</summary>
internal static class AnswerText
{
    const int MaxBare = 32; // brackets that begin no JSON; words around an answer have a few, a runaway has thousands

    static readonly JsonDocumentOptions strict = new() { AllowDuplicateProperties = false };

    /// <summary>False when there is no JSON, or more than one piece of it; <paramref name="problem"/> says which.</summary>
    public static bool TryFind(string text, out JsonElement value, [NotNullWhen(false)] out string? problem)
    {
        value = default;
        problem = null;
        try
        {
            value = JsonElement.Parse(text, strict);
            return true;
        }
        catch (JsonException e)
        {
            problem = Sentence(e);
        }

        var pieces = Pieces(Encoding.UTF8.GetBytes(text));
        if (pieces is { Count: 1 })
        {
            value = pieces[0];
            return true;
        }

        if (pieces is { Count: > 1 }) problem = "it holds several JSON values";
        return false;
    }

    /// <summary>The objects and lists of a text, outermost only, at most two: more need not be told apart. Null when one of them is broken, for a part of it is not the answer.</summary>
    static List<JsonElement>? Pieces(ReadOnlySpan<byte> text)
    {
        var found = new List<JsonElement>();
        var bare = 0;
        for (var start = Next(text, 0); start >= 0 && found.Count < 2; start = Next(text, start))
        {
            if (TryRead(text[start..], out var piece, out var length)) found.Add(piece);
            else if (length > 1 || ++bare > MaxBare) return null;
            start += length;
        }

        return found;
    }

    static int Next(ReadOnlySpan<byte> text, int from)
    {
        if (from >= text.Length) return -1;
        var offset = text[from..].IndexOfAny("{["u8);
        return offset < 0 ? -1 : from + offset;
    }

    /// <param name="length">How far it is JSON: 1 when only the bracket is, as in "{name}".</param>
    static bool TryRead(ReadOnlySpan<byte> text, out JsonElement piece, out int length)
    {
        piece = default;
        var reader = new Utf8JsonReader(text);
        try
        {
            reader.Read();
            reader.Skip();
            length = (int)reader.BytesConsumed;
            piece = JsonElement.Parse(text[..length], strict);
            return true;
        }
        catch (JsonException)
        {
            length = Math.Max(1, (int)reader.BytesConsumed);
            return false;
        }
    }

    static string Sentence(JsonException e)
    {
        var words = e.Message.Split(" LineNumber:")[0].TrimEnd('.');
        return words.StartsWith("Expected depth to be zero", StringComparison.Ordinal) ? "it ends before the JSON does" : words;
    }
}
