using Sluice.Templates.Text;

namespace Sluice.Templates.Formatting;

/// <summary>The digits of a float without its sign, as the conversions e, f and g write them.</summary>
internal static class FloatDigits
{
    const int MostDecimals = 1100;       // places; a double has no digits beyond 1074

    public static string Format(double value, char conversion, int precision, bool alternate, bool addPointZero = false)
    {
        if (double.IsNaN(value))
            return Cased("nan", conversion);
        if (double.IsInfinity(value))
            return Cased("inf", conversion);

        var text = char.ToLowerInvariant(conversion) switch
        {
            'f' => Fixed(value, precision, alternate),
            'e' => Scientific(value, precision, alternate),
            _ => General(value, Math.Max(precision, 1), alternate, addPointZero),
        };
        return Cased(text, conversion);
    }

    static string Cased(string text, char conversion) => char.IsUpper(conversion) ? text.ToUpperInvariant() : text;

    static string Fixed(double value, int precision, bool alternate)
    {
        var known = Math.Min(precision, MostDecimals);
        var text = ExactDecimal.Fixed(value, known);
        if (precision > known)
            text += new string('0', precision - known);
        return alternate && precision == 0 ? text + "." : text;
    }

    static string Scientific(double value, int precision, bool alternate)
    {
        var known = Math.Min(precision, MostDecimals);
        var (digits, exponent) = ExactDecimal.Significant(value, known + 1);
        var text = FloatText.Scientific(digits + new string('0', precision - known), exponent);
        return Pointed(text, alternate && precision == 0);
    }

    static string Pointed(string scientific, bool bare) => bare ? scientific.Insert(1, ".") : scientific;

    static string General(double value, int precision, bool alternate, bool addPointZero)
    {
        precision = Math.Min(precision, MostDecimals);
        var (digits, exponent) = ExactDecimal.Significant(value, precision);
        var positional = exponent >= -4 && exponent + 1 <= precision - (addPointZero ? 1 : 0);
        if (!alternate)
            digits = digits[..1] + digits[1..].TrimEnd('0');
        if (!positional)
            return Pointed(FloatText.Scientific(digits, exponent), alternate && digits.Length == 1);
        var text = FloatText.Positional(digits, exponent + 1, addPointZero);
        return alternate && !text.Contains('.', StringComparison.Ordinal) ? text + "." : text;
    }
}
