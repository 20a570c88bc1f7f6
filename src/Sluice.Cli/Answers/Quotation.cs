namespace Sluice.Cli.Answers;

/// <summary>A grounded value in the words around it: what stands before it, the value as the text writes it, what follows.</summary>
internal sealed record Quotation(string Before, string Value, string After)
{
    private const char Ellipsis = '…';

    /// <param name="text">The source text that the span was found in.</param>
    /// <param name="start">In UTF-16 characters.</param>
    /// <param name="around">Characters kept on each side at most; the line of the text ends it earlier.</param>
    public static Quotation Of(string text, int start, int length, int around)
    {
        int end = start + length;
        int lineStart = start == 0 ? 0 : text.LastIndexOf('\n', start - 1) + 1;
        int lineEnd = text.IndexOf('\n', end) is var found && found < 0 ? text.Length : found;
        return new Quotation(
            Tail(text[lineStart..start].TrimStart(), around),
            string.Join(' ', text[start..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            Head(text[end..lineEnd].TrimEnd(), around));
    }

    /// <summary>For screens without colour and for files.</summary>
    public override string ToString() => $"{Before}[{Value}]{After}";

    /// <summary>The last characters, from a word's beginning where there is one.</summary>
    private static string Tail(string text, int most)
    {
        if (text.Length <= most) return text;
        string cut = WithoutHalves(text[^most..]);
        int space = cut.IndexOf(' ');
        return Ellipsis + (space < 0 ? cut : cut[(space + 1)..]);
    }

    private static string Head(string text, int most)
    {
        if (text.Length <= most) return text;
        string cut = WithoutHalves(text[..most]);
        int space = cut.LastIndexOf(' ');
        return (space < 0 ? cut : cut[..space]) + Ellipsis;
    }

    /// <summary>A cut may fall inside a surrogate pair: the half that is left is no character.</summary>
    private static string WithoutHalves(string cut)
    {
        if (cut.Length > 0 && char.IsLowSurrogate(cut[0])) cut = cut[1..];
        return cut.Length > 0 && char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut;
    }
}
