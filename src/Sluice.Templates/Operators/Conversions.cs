using System.Globalization;
using System.Numerics;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Operators;

/// <summary>Python's <c>int(…)</c> and <c>float(…)</c>, as far as text and numbers go. Null stands for its value or type error.</summary>
internal static class Conversions
{
    const int MostDigits = 4300;         // digits; as Python 3.11 reads at most

    public static BigInteger? ToInteger(Value value, int numberBase = 10) => value switch
    {
        UndefinedValue undefined => throw undefined.Fault(),
        TextValue text => ParseInteger(text.Raw, numberBase),
        FloatValue { Number: var number } when double.IsNaN(number) => null,
        FloatValue number => Truncate(number.Number),
        _ => Numbers.TryInteger(value, out var integer) ? integer : null,
    };

    public static double? ToFloat(Value value) => value switch
    {
        UndefinedValue undefined => throw undefined.Fault(),
        TextValue text => ParseFloat(text.Raw),
        _ => Numbers.IsNumber(value) ? Numbers.ToDouble(value) : null,
    };

    public static BigInteger Truncate(double number)
    {
        if (double.IsInfinity(number))
            throw TemplateFault.Value("cannot convert float infinity to integer");
        return double.IsNaN(number) ? throw TemplateFault.Value("cannot convert float NaN to integer") : new BigInteger(number);
    }

    static BigInteger? ParseInteger(string text, int numberBase)
    {
        text = PythonSpace.Trim(text);
        var negative = text.StartsWith('-');
        if (negative || text.StartsWith('+'))
            text = text[1..];

        var prefix = text.Length > 1 && text[0] == '0' ? char.ToLowerInvariant(text[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 } : 0;
        if (prefix != 0 && (numberBase == 0 || numberBase == prefix))
            (text, numberBase) = (text[2..].TrimStart('_'), prefix);
        else if (numberBase == 0)
            (text, numberBase) = (text.Trim('0', '_').Length > 0 && text.StartsWith('0') ? "" : text, 10);

        if (numberBase is < 2 or > 36 || text.Length is 0 or > MostDigits || text[0] == '_' || text[^1] == '_' || text.Contains("__", StringComparison.Ordinal))
            return null;
        var number = BigInteger.Zero;
        foreach (var c in text)
        {
            if (c == '_')
                continue;
            var digit = char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10 : char.IsDigit(c) ? (int)char.GetNumericValue(c) : 99;
            if (digit >= numberBase)
                return null;
            number = number * numberBase + digit;
        }

        return negative ? -number : number;
    }

    static double? ParseFloat(string text)
    {
        text = string.Concat(PythonSpace.Trim(text).Select(c => char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c));
        var bare = text.TrimStart('+', '-').ToLowerInvariant();
        if (text.Length - bare.Length <= 1 && bare is ("inf" or "infinity" or "nan"))
            return bare == "nan" ? double.NaN : text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        if (!IsFloatWritten(text))
            return null;
        return double.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number : null;
    }

    /// <summary>Only digits, signs, a point, an exponent, and underscores between digits: no spelled-out values.</summary>
    static bool IsFloatWritten(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && (i == 0 || i + 1 == text.Length || !char.IsAsciiDigit(text[i - 1]) || !char.IsAsciiDigit(text[i + 1])))
                return false;
            if (!char.IsAsciiDigit(text[i]) && text[i] is not ('_' or '.' or 'e' or 'E' or '+' or '-'))
                return false;
        }

        return text.Length > 0;
    }
}
