using System.Globalization;
using System.Text;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

/// <summary>The questions about all characters of a text; empty text answers no.</summary>
internal static class Classes
{
    public static BoolValue All(Value self, Func<Rune, bool> test)
    {
        var text = ((TextValue)self).Raw;
        return BoolValue.Of(text.Length > 0 && text.EnumerateRunes().All(test));
    }

    public static bool IsDecimal(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber;

    /// <summary>Decimal digits, superscripts and circled digits.</summary>
    public static bool IsDigit(Rune rune) => CharUnicodeInfo.GetDigitValue(rune.ToString(), 0) >= 0;

    public static bool IsNumeric(Rune rune) => Rune.GetNumericValue(rune) >= 0 || CharUnicodeInfo.GetNumericValue(rune.ToString(), 0) != -1;

    public static bool IsAlphanumeric(Rune rune) => Rune.IsLetter(rune) || IsNumeric(rune);

    /// <summary>One cased character at least, and none of the other case.</summary>
    public static bool IsLowerText(string text) => text.EnumerateRunes().Any(CaseMapping.IsLower)
        && !text.EnumerateRunes().Any(rune => CaseMapping.IsCased(rune) && !CaseMapping.IsLower(rune));

    public static bool IsUpperText(string text) => text.EnumerateRunes().Any(CaseMapping.IsUpper)
        && !text.EnumerateRunes().Any(rune => CaseMapping.IsCased(rune) && !CaseMapping.IsUpper(rune));
}
