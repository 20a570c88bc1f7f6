using System.Collections.Frozen;
using System.Globalization;

namespace Sluice.Schema.Patterns;

/// <summary>The named sets of ECMA-262: \d, \w, \s, the dot, and the general categories of \p{…}.</summary>
internal static class CharacterClasses
{
    static readonly Lazy<CodePointSet[]> Categories = new(ByCategory);

    public static CodePointSet Digit { get; } = CodePointSet.Of(('0', '9'));

    public static CodePointSet Word { get; } = CodePointSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary>Tab to carriage return, the space separators (category Zs) and the byte order mark.</summary>
    public static CodePointSet Space { get; } = CodePointSet.Of(
        (0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    /// <summary>What the dot matches: all but the four line terminators.</summary>
    public static CodePointSet NotLineEnd { get; } = CodePointSet.Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)).Complement();

    /// <summary>The set behind \p{expression}, null when it is not one of the known.</summary>
    public static CodePointSet? Property(string expression)
    {
        var equals = expression.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0)
            return expression[..equals] is "gc" or "General_Category" ? Category(expression[(equals + 1)..]) : null;
        return expression switch
        {
            "Any" => CodePointSet.All,
            "ASCII" => CodePointSet.Of((0, 127)),
            "ASCII_Hex_Digit" or "AHex" => CodePointSet.Of(('0', '9'), ('A', 'F'), ('a', 'f')),
            "Assigned" => Category("Unassigned")!.Complement(),
            "White_Space" or "space" => CodePointSet.Union([Space, CodePointSet.Of(0x85)]).Without(0xFEFF),
            _ => Category(expression),
        };
    }

    static CodePointSet Without(this CodePointSet set, int codePoint) => CodePointSet.Union([set.Complement(), CodePointSet.Of(codePoint)]).Complement();

    static CodePointSet? Category(string name) =>
        CategoryNames.TryGetValue(name, out var categories) ? CodePointSet.Union(categories.Select(category => Categories.Value[(int)category])) : null;

    /// <summary>One pass over all code points, made when the first \p{…} is read; about 20 ms.</summary>
    static CodePointSet[] ByCategory()
    {
        var ranges = new List<(int First, int Last)>[30];
        for (var i = 0; i < ranges.Length; i++)
            ranges[i] = [];
        for (var codePoint = 0; codePoint <= CodePointSet.Last; codePoint++)
        {
            var list = ranges[(int)CharUnicodeInfo.GetUnicodeCategory(codePoint)];
            if (list.Count > 0 && list[^1].Last == codePoint - 1)
                list[^1] = (list[^1].First, codePoint);
            else
                list.Add((codePoint, codePoint));
        }

        return [.. ranges.Select(list => CodePointSet.Of(list))];
    }

    // Names and aliases: Unicode's PropertyValueAliases.txt, "gc" lines.
    static readonly FrozenDictionary<string, UnicodeCategory[]> CategoryNames = new (string Names, UnicodeCategory[] Categories)[]
    {
        ("LC Cased_Letter", [UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter, UnicodeCategory.TitlecaseLetter]),
        ("L Letter", [UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter, UnicodeCategory.TitlecaseLetter, UnicodeCategory.ModifierLetter, UnicodeCategory.OtherLetter]),
        ("Lu Uppercase_Letter", [UnicodeCategory.UppercaseLetter]),
        ("Ll Lowercase_Letter", [UnicodeCategory.LowercaseLetter]),
        ("Lt Titlecase_Letter", [UnicodeCategory.TitlecaseLetter]),
        ("Lm Modifier_Letter", [UnicodeCategory.ModifierLetter]),
        ("Lo Other_Letter", [UnicodeCategory.OtherLetter]),
        ("M Mark Combining_Mark", [UnicodeCategory.NonSpacingMark, UnicodeCategory.SpacingCombiningMark, UnicodeCategory.EnclosingMark]),
        ("Mn Nonspacing_Mark", [UnicodeCategory.NonSpacingMark]),
        ("Mc Spacing_Mark", [UnicodeCategory.SpacingCombiningMark]),
        ("Me Enclosing_Mark", [UnicodeCategory.EnclosingMark]),
        ("N Number", [UnicodeCategory.DecimalDigitNumber, UnicodeCategory.LetterNumber, UnicodeCategory.OtherNumber]),
        ("Nd Decimal_Number digit", [UnicodeCategory.DecimalDigitNumber]),
        ("Nl Letter_Number", [UnicodeCategory.LetterNumber]),
        ("No Other_Number", [UnicodeCategory.OtherNumber]),
        ("P Punctuation punct", [UnicodeCategory.ConnectorPunctuation, UnicodeCategory.DashPunctuation, UnicodeCategory.OpenPunctuation, UnicodeCategory.ClosePunctuation, UnicodeCategory.InitialQuotePunctuation, UnicodeCategory.FinalQuotePunctuation, UnicodeCategory.OtherPunctuation]),
        ("Pc Connector_Punctuation", [UnicodeCategory.ConnectorPunctuation]),
        ("Pd Dash_Punctuation", [UnicodeCategory.DashPunctuation]),
        ("Ps Open_Punctuation", [UnicodeCategory.OpenPunctuation]),
        ("Pe Close_Punctuation", [UnicodeCategory.ClosePunctuation]),
        ("Pi Initial_Punctuation", [UnicodeCategory.InitialQuotePunctuation]),
        ("Pf Final_Punctuation", [UnicodeCategory.FinalQuotePunctuation]),
        ("Po Other_Punctuation", [UnicodeCategory.OtherPunctuation]),
        ("S Symbol", [UnicodeCategory.MathSymbol, UnicodeCategory.CurrencySymbol, UnicodeCategory.ModifierSymbol, UnicodeCategory.OtherSymbol]),
        ("Sm Math_Symbol", [UnicodeCategory.MathSymbol]),
        ("Sc Currency_Symbol", [UnicodeCategory.CurrencySymbol]),
        ("Sk Modifier_Symbol", [UnicodeCategory.ModifierSymbol]),
        ("So Other_Symbol", [UnicodeCategory.OtherSymbol]),
        ("Z Separator", [UnicodeCategory.SpaceSeparator, UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator]),
        ("Zs Space_Separator", [UnicodeCategory.SpaceSeparator]),
        ("Zl Line_Separator", [UnicodeCategory.LineSeparator]),
        ("Zp Paragraph_Separator", [UnicodeCategory.ParagraphSeparator]),
        ("C Other", [UnicodeCategory.Control, UnicodeCategory.Format, UnicodeCategory.Surrogate, UnicodeCategory.PrivateUse, UnicodeCategory.OtherNotAssigned]),
        ("Cc Control cntrl", [UnicodeCategory.Control]),
        ("Cf Format", [UnicodeCategory.Format]),
        ("Cs Surrogate", [UnicodeCategory.Surrogate]),
        ("Co Private_Use", [UnicodeCategory.PrivateUse]),
        ("Cn Unassigned", [UnicodeCategory.OtherNotAssigned]),
    }.SelectMany(entry => entry.Names.Split(' ').Select(name => KeyValuePair.Create(name, entry.Categories))).ToFrozenDictionary();
}
