using System.Globalization;
using System.Text;

namespace Sluice.Schema.Grounding;

/// <summary>
/// Where a word may begin or end. The answer depends on the two neighbouring characters only, so that a walk over a value
/// finds the same borders as the text that it quotes.
/// </summary>
internal static class WordBorders
{
    /// <summary>Whether a span may be cut between two neighbours, given as symbols of <see cref="FoldedText"/>.</summary>
    public static bool Between(int left, int right)
    {
        if (left < 0x80 && right < 0x80)
            return !(IsPlainWord(left) && IsPlainWord(right));
        if (left != FoldedText.Marker && IsSpace(left) || right != FoldedText.Marker && IsSpace(right))
            return true;
        if (Extends(right) || left == ZeroWidthJoiner || IsFlagPart(left) && IsFlagPart(right))
            return false;
        if (!IsWord(left) || !IsWord(right))
            return true;
        return WithoutSpaces(left) || WithoutSpaces(right);
    }

    /// <summary>The same where a span need not keep to words: anywhere but inside what people see as one character.</summary>
    public static bool BetweenCharacters(int left, int right) =>
        IsSpace(left) || IsSpace(right) || !(Extends(right) || left == ZeroWidthJoiner || IsFlagPart(left) && IsFlagPart(right));

    /// <summary>Whether a further word begins with the right one of two neighbours: after white space, and with each character of a script written without spaces.</summary>
    public static bool BeginsWord(int left, int right)
    {
        if (IsSpace(right))
            return false;
        return IsSpace(left) || (WithoutSpaces(left) || WithoutSpaces(right)) && IsWord(right) && Between(left, right);
    }

    const int ZeroWidthJoiner = 0x200D;

    static bool IsSpace(int symbol) => symbol is FoldedText.Space or FoldedText.LineBreak;

    /// <summary>A marker of a removed name counts as a letter: what is glued to it is no word of its own.</summary>
    static bool IsPlainWord(int symbol) =>
        symbol is FoldedText.Marker or '_' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    static bool IsWord(int symbol)
    {
        if (symbol < 0x80)
            return IsPlainWord(symbol);
        if (IsVariationSelector(symbol))
            return false;
        return Rune.GetUnicodeCategory(new Rune(symbol)) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.ConnectorPunctuation;
    }

    /// <summary>Characters that belong to the one before: combining marks, joiners, variation selectors, skin tones.</summary>
    static bool Extends(int symbol) =>
        symbol >= 0x80 && (symbol is ZeroWidthJoiner or (>= 0x1F3FB and <= 0x1F3FF) || IsVariationSelector(symbol)
            || Rune.GetUnicodeCategory(new Rune(symbol)) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);

    static bool IsVariationSelector(int symbol) => symbol is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    static bool IsFlagPart(int symbol) => symbol is >= 0x1F1E6 and <= 0x1F1FF;

    /// <summary>Scripts written without spaces between words, by Unicode block: every character may begin or end a span there.</summary>
    static bool WithoutSpaces(int symbol) => symbol is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x1950 and <= 0x19DF) or (>= 0x1A20 and <= 0x1AAF) or (>= 0x2E80 and <= 0x2FDF) or (>= 0x3005 and <= 0x3007) or (>= 0x3021 and <= 0x3029)
        or (>= 0x3031 and <= 0x312F) or (>= 0x31A0 and <= 0x31BF) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xA9E0 and <= 0xAA7F) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFF9F) or (>= 0x1AFF0 and <= 0x1B16F) or (>= 0x20000 and <= 0x3FFFF);
}
