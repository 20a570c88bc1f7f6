using System.Globalization;
using System.Text;

namespace Sluice.Templates.Text;

/// <summary>Upper, lower and title case with the full Unicode mappings, as Python's text methods apply them.</summary>
internal static class CaseMapping
{
    public static string Upper(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToUpperInvariant();
        StringBuilder result = new(text.Length);
        foreach (var rune in text.EnumerateRunes())
            AppendUpper(result, rune);
        return result.ToString();
    }

    public static string Lower(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        StringBuilder result = new(text.Length);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            AppendLower(result, rune, text, at);
            at += rune.Utf16SequenceLength;
        }

        return result.ToString();
    }

    /// <summary>Every letter that follows a cased one is small, every other in title case.</summary>
    public static string Title(string text)
    {
        StringBuilder result = new(text.Length);
        var (at, inWord) = (0, false);
        foreach (var rune in text.EnumerateRunes())
        {
            if (inWord)
                AppendLower(result, rune, text, at);
            else
                AppendTitle(result, rune);
            inWord = IsCased(rune);
            at += rune.Utf16SequenceLength;
        }

        return result.ToString();
    }

    public static string Capitalize(string text)
    {
        if (text.Length == 0)
            return text;
        StringBuilder result = new(text.Length);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (at == 0)
                AppendTitle(result, rune);
            else
                AppendLower(result, rune, text, at);
            at += rune.Utf16SequenceLength;
        }

        return result.ToString();
    }

    public static string SwapCase(string text)
    {
        StringBuilder result = new(text.Length);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsUpper(rune))
                AppendLower(result, rune, text, at);
            else if (IsLower(rune))
                AppendUpper(result, rune);
            else
                result.Append(rune.ToString());
            at += rune.Utf16SequenceLength;
        }

        return result.ToString();
    }

    public static bool IsUpper(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.UppercaseLetter
        || rune.Value is >= 0x2160 and <= 0x216f or >= 0x24b6 and <= 0x24cf   // Other_Uppercase: Roman numerals, circled letters
            or >= 0x1f130 and <= 0x1f149 or >= 0x1f150 and <= 0x1f169 or >= 0x1f170 and <= 0x1f189;

    public static bool IsLower(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.LowercaseLetter
        || rune.Value is 0xaa or 0xba or >= 0x2b0 and <= 0x2b8 or >= 0x2c0 and <= 0x2c1 or >= 0x2e0 and <= 0x2e4
            or 0x345 or 0x37a or >= 0x1d2c and <= 0x1d6a or 0x1d78 or >= 0x1d9b and <= 0x1dbf or 0x2071 or 0x207f
            or >= 0x2090 and <= 0x209c or >= 0x2170 and <= 0x217f or >= 0x24d0 and <= 0x24e9;   // Other_Lowercase

    public static bool IsCased(Rune rune) =>
        IsUpper(rune) || IsLower(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.TitlecaseLetter;

    static void AppendUpper(StringBuilder result, Rune rune)
    {
        if (rune.IsBmp && SpecialCasing.TryFind((char)rune.Value, out var cases))
            result.Append(cases.Upper);
        else if (rune.Value == 'ı')      // .NET leaves the dotless i alone
            result.Append('I');
        else
            result.Append(Rune.ToUpperInvariant(rune).ToString());
    }

    static void AppendTitle(StringBuilder result, Rune rune)
    {
        if (rune.IsBmp && SpecialCasing.TryFind((char)rune.Value, out var cases))
            result.Append(cases.Title);
        else if (rune.Value is >= 0x1c4 and <= 0x1cc)    // digraphs in threes: DŽ, Dž, dž
            result.Append((char)(0x1c5 + (rune.Value - 0x1c4) / 3 * 3));
        else if (rune.Value is >= 0x1f1 and <= 0x1f3)
            result.Append('\u01f2');
        else if (rune.Value is >= 0x10d0 and <= 0x10ff)  // Georgian has no title case
            result.Append(rune.ToString());
        else
            AppendUpper(result, rune);
    }

    static void AppendLower(StringBuilder result, Rune rune, string text, int at)
    {
        if (rune.Value == 'İ')
            result.Append("i\u0307");
        else if (rune.Value == 'Σ')
            result.Append(IsFinalSigma(text, at) ? 'ς' : 'σ');
        else
            result.Append(Rune.ToLowerInvariant(rune).ToString());
    }

    /// <summary>A sigma is final after a cased letter and before none, letters that carry no case set aside (Unicode 3.13).</summary>
    static bool IsFinalSigma(string text, int at)
    {
        var before = at;
        Rune rune = default;
        do
        {
            if (before == 0)
                return false;
            Rune.DecodeLastFromUtf16(text.AsSpan(0, before), out rune, out var width);
            before -= width;
        }
        while (IsCaseIgnorable(rune));

        if (!IsCased(rune))
            return false;
        for (var after = at + 1; after < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(after), out rune, out var width);
            after += width;
            if (!IsCaseIgnorable(rune))
                return !IsCased(rune);
        }

        return true;
    }

    static bool IsCaseIgnorable(Rune rune) =>
        rune.Value is '\'' or '.' or ':' or '^' or '`' or 0xa8 or 0xad or 0xaf or 0xb4 or 0xb7 or 0xb8 or 0x2019 or 0x2018 or 0x2024 or 0x2027
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;
}
