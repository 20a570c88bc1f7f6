using System.Text;

namespace Sluice.Schema.Grounding;

/// <summary>
/// A text as verbatim values see it: without case unless that counts, every run of white space one symbol, every marker of a removed name
/// one symbol that no value can contain. Symbols are code points or the negative ones named here.
/// </summary>
internal sealed class FoldedText
{
    /// <summary>A run of white space within a line.</summary>
    public const int Space = -1;

    /// <summary>A run of white space with a line break in it; also stands for the beginning of the text.</summary>
    public const int LineBreak = -2;

    /// <summary>A marker such as &lt;ORGANIZATION&gt;.</summary>
    public const int Marker = -3;

    readonly int[] starts;
    readonly int[] ends;

    readonly bool exactCase;

    /// <param name="exactCase">Whether upper and lower case are different symbols. The symbols' places are the same either way.</param>
    public FoldedText(string text, bool exactCase = false)
    {
        this.exactCase = exactCase;
        var symbols = new List<int>(text.Length);
        var from = new List<int>(text.Length);
        var to = new List<int>(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var (symbol, end) = Read(text, at);
            if (symbols.Count > 0 || symbol is not (Space or LineBreak))
            {
                symbols.Add(symbol);
                from.Add(at);
                to.Add(end);
            }

            at = end;
        }

        (Symbols, starts, ends) = ([.. symbols], [.. from], [.. to]);
    }

    /// <summary>The text's symbols; white space at its beginning is left out.</summary>
    public int[] Symbols { get; }

    public int Length => Symbols.Length;

    /// <summary>UTF-16 offset of the first unit of a symbol in the text.</summary>
    public int StartOf(int symbol) => starts[symbol];

    /// <summary>UTF-16 offset after the last unit of a symbol.</summary>
    public int EndOf(int symbol) => ends[symbol];

    /// <summary>The symbol of one character of a value.</summary>
    public int SymbolOf(int codePoint) => IsSpace(codePoint) ? Space : Letter(codePoint);

    /// <summary>The characters, other than white space, that a value may write for a symbol.</summary>
    public ReadOnlySpan<int> VariantsOf(int symbol, Span<int> single)
    {
        if (!exactCase)
            return CaseFolding.Variants(symbol, single);
        single[0] = symbol;
        return single[..1];
    }

    public static bool IsSpace(int codePoint) =>
        codePoint < 0x80 ? codePoint is ' ' or (>= '\t' and <= '\r') : Rune.IsWhiteSpace(new Rune(codePoint));

    int Letter(int codePoint) => exactCase ? codePoint : CaseFolding.Fold(codePoint);

    (int Symbol, int End) Read(string text, int at)
    {
        if (text[at] == '<' && MarkerEnd(text, at) is var markerEnd and > 0)
            return (Marker, markerEnd);
        if (!Rune.TryGetRuneAt(text, at, out var rune))
            return (Marker, at + 1); // half a surrogate pair: nothing can quote it
        if (!Rune.IsWhiteSpace(rune))
            return (Letter(rune.Value), at + rune.Utf16SequenceLength);
        var symbol = Space;
        for (; at < text.Length && char.IsWhiteSpace(text[at]); at++)
        {
            if (text[at] is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029')
                symbol = LineBreak;
        }

        return (symbol, at);
    }

    /// <summary>The end of a marker, which is capitals, digits and underscores between angle brackets, or 0.</summary>
    static int MarkerEnd(string text, int at)
    {
        if (at + 1 == text.Length || !char.IsAsciiLetterUpper(text[at + 1]))
            return 0;
        for (var end = at + 2; end < text.Length; end++)
        {
            if (text[end] == '>')
                return end + 1;
            if (!char.IsAsciiLetterUpper(text[end]) && !char.IsAsciiDigit(text[end]) && text[end] != '_')
                return 0;
        }

        return 0;
    }
}
