using System.Text;

namespace Sluice.Schema.Patterns;

/// <summary>
/// A regular expression of a schema, by the meaning of ECMA-262 with the flag "u": characters are code points, \d and \w are ASCII,
/// "$" is the very end, and the expression may be found anywhere unless it is anchored.
/// </summary>
public sealed class EcmaPattern
{
    readonly PatternProgram program;

    EcmaPattern(string source, PatternNode root) => (Source, Root, program) = (source, root, PatternProgram.Compile(root));

    /// <summary>The expression as the schema writes it.</summary>
    public string Source { get; }

    internal PatternNode Root { get; }

    /// <summary>Reads an expression; what is wrong with it, if anything, is a <see cref="PatternException"/>.</summary>
    internal static EcmaPattern Parse(string source) => new(source, PatternParser.Parse(source));

    /// <summary>True when the expression is found in the text; a <see cref="PatternBudgetException"/> ends it when that costs more than the budget has left.</summary>
    internal bool IsMatch(string text, PatternBudget budget) => PatternRun.Finds(program, CodePoints(text), budget);

    static int[] CodePoints(string text)
    {
        var points = new int[text.Length];
        var count = 0;
        for (var at = 0; at < text.Length; count++)
        {
            var isRune = Rune.TryGetRuneAt(text, at, out var rune);
            points[count] = isRune ? rune.Value : text[at];
            at += isRune ? rune.Utf16SequenceLength : 1;
        }

        return count == points.Length ? points : points[..count];
    }
}
