using System.Text;

namespace Sluice.Templates.Text;

/// <summary>Text as a row of code points, which is how Python counts, cuts and compares it. A lone surrogate counts as one.</summary>
internal static class CodePoints
{
    /// <summary>How many UTF-16 units the code point at <paramref name="index"/> takes.</summary>
    public static int WidthAt(string text, int index) =>
        char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) ? 2 : 1;

    public static int Count(string text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i += WidthAt(text, i))
            count++;
        return count;
    }

    /// <summary>The number at <paramref name="index"/>; a lone surrogate's own number where there is no pair.</summary>
    public static int At(string text, int index) =>
        WidthAt(text, index) == 2 ? char.ConvertToUtf32(text[index], text[index + 1]) : text[index];

    public static IEnumerable<string> Each(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var width = WidthAt(text, i);
            yield return text.Substring(i, width);
            i += width;
        }
    }

    /// <summary>Order by code point: a surrogate pair comes after U+E000 to U+FFFF, unlike in UTF-16.</summary>
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if (left[i] == right[i])
                continue;
            var (a, b) = (char.IsSurrogate(left[i]), char.IsSurrogate(right[i]));
            return a == b ? left[i].CompareTo(right[i]) : a ? 1 : -1;
        }

        return left.Length.CompareTo(right.Length);
    }

    public static string ToText(int codePoint) =>
        Rune.TryCreate(codePoint, out var rune) ? rune.ToString() : ((char)codePoint).ToString();
}
