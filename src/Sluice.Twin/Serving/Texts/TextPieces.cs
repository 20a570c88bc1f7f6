using System.Text;

namespace Sluice.Twin.Serving.Texts;

/// <summary>
/// The twin's own tokens, since it has no vocabulary: up to eight letters or digits with the space before them, a run of other white
/// space, or one other character. English prose comes to about 4.5 characters a token, near what real vocabularies reach.
/// </summary>
static class TextPieces
{
    /// <summary>Letters of one token.</summary>
    const int MostLetters = 8;

    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (; text.Length > 0; count++) text = text[Next(text)..];
        return count;
    }

    public static TokenText Split(string text)
    {
        var ends = new List<int>();
        var rest = text.AsSpan();
        for (var bytes = 0; rest.Length > 0;)
        {
            var length = Next(rest);
            ends.Add(bytes += Encoding.UTF8.GetByteCount(rest[..length]));
            rest = rest[length..];
        }

        return new TokenText(Encoding.UTF8.GetBytes(text), [.. ends]);
    }

    /// <summary>A number for each token that is the same for the same spelling, below the vocabulary's size.</summary>
    public static IEnumerable<int> Ids(string text, int vocabulary)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = Next(text.AsSpan(at));
            yield return (int)((uint)HashCodes.Of(text.AsSpan(at, length)) % (uint)vocabulary);
            at += length;
        }
    }

    /// <summary>Characters of the first token; never half of a surrogate pair.</summary>
    static int Next(ReadOnlySpan<char> text)
    {
        var start = text[0] == ' ' && text.Length > 1 && char.IsLetterOrDigit(text[1]) ? 1 : 0;
        var end = start;
        if (char.IsLetterOrDigit(text[start]))
        {
            while (end < text.Length && end - start < MostLetters && char.IsLetterOrDigit(text[end])) end++;
            return end;
        }

        if (char.IsWhiteSpace(text[0]))
        {
            while (end < text.Length && end < MostLetters && char.IsWhiteSpace(text[end])) end++;
            return end > 1 && end < text.Length && text[end - 1] == ' ' && char.IsLetterOrDigit(text[end]) ? end - 1 : end;
        }

        return char.IsHighSurrogate(text[0]) && text.Length > 1 && char.IsLowSurrogate(text[1]) ? 2 : 1;
    }
}
