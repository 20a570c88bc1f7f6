namespace Sluice.Templates.Text;

/// <summary>The ways Python cuts text into pieces.</summary>
internal static class TextSplit
{
    /// <summary>How many pieces <see cref="At"/> gives at most, without making them.</summary>
    public static long Count(string text, string separator, long limit) => 1 + Cuts(text.AsSpan().Count(separator), limit);

    /// <summary>How many pieces <see cref="AtSpace"/> gives at most.</summary>
    public static long CountSpace(string text, long limit) => 1 + Cuts(CountIf(text, PythonSpace.Is), limit);

    /// <summary>How many lines <see cref="Lines"/> gives at most.</summary>
    public static long CountLines(string text) => 1 + CountIf(text, IsLineBorder);

    /// <summary>At runs of white space, without empty pieces; at most <paramref name="limit"/> cuts when that is not negative.</summary>
    public static List<string> AtSpace(string text, long limit)
    {
        List<string> pieces = [];
        var at = 0;
        while (true)
        {
            while (at < text.Length && PythonSpace.Is(text[at]))
                at++;
            if (at == text.Length)
                return pieces;
            if (limit >= 0 && pieces.Count >= limit)
            {
                pieces.Add(text[at..]);
                return pieces;
            }

            var start = at;
            while (at < text.Length && !PythonSpace.Is(text[at]))
                at++;
            pieces.Add(text[start..at]);
        }
    }

    /// <summary>As <see cref="AtSpace"/>, counting the cuts from the end.</summary>
    public static List<string> AtSpaceFromEnd(string text, long limit)
    {
        List<string> pieces = [];
        var end = text.Length;
        while (true)
        {
            while (end > 0 && PythonSpace.Is(text[end - 1]))
                end--;
            if (end == 0)
                break;
            if (limit >= 0 && pieces.Count >= limit)
            {
                pieces.Add(text[..end]);
                break;
            }

            var stop = end;
            while (end > 0 && !PythonSpace.Is(text[end - 1]))
                end--;
            pieces.Add(text[end..stop]);
        }

        pieces.Reverse();
        return pieces;
    }

    public static List<string> At(string text, string separator, long limit)
    {
        List<string> pieces = [];
        var start = 0;
        while (limit < 0 || pieces.Count < limit)
        {
            var at = text.IndexOf(separator, start, StringComparison.Ordinal);
            if (at < 0)
                break;
            pieces.Add(text[start..at]);
            start = at + separator.Length;
        }

        pieces.Add(text[start..]);
        return pieces;
    }

    public static List<string> AtFromEnd(string text, string separator, long limit)
    {
        List<string> pieces = [];
        var end = text.Length;
        while (limit < 0 || pieces.Count < limit)
        {
            var at = text.AsSpan(0, end).LastIndexOf(separator, StringComparison.Ordinal);
            if (at < 0)
                break;
            pieces.Add(text[(at + separator.Length)..end]);
            end = at;
        }

        pieces.Add(text[..end]);
        pieces.Reverse();
        return pieces;
    }

    /// <summary>Python's <c>splitlines</c>: at every line border Unicode knows, without a last empty line.</summary>
    public static List<string> Lines(string text, bool keepEnds = false)
    {
        List<string> lines = [];
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !IsLineBorder(text[end]))
                end++;
            var next = end == text.Length ? end
                : text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2
                : end + 1;
            lines.Add(text[start..(keepEnds ? next : end)]);
            start = next;
        }

        return lines;
    }

    static long Cuts(long found, long limit) => limit < 0 ? found : Math.Min(found, limit);

    static long CountIf(string text, Func<char, bool> fits)
    {
        var count = 0L;
        foreach (var c in text)
            count += fits(c) ? 1 : 0;
        return count;
    }

    static bool IsLineBorder(char c) =>
        c is >= '\n' and <= '\r' or >= '\u001c' and <= '\u001e' or '\u0085' or '\u2028' or '\u2029';
}
