using System.Globalization;

namespace Sluice.Templates.Text;

/// <summary>A float as Python's <c>repr</c> writes it: the shortest digits that read back the same.</summary>
internal static class FloatText
{
    public static string Repr(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";

        var (negative, digits, point) = Shortest(value);
        var sign = negative ? "-" : "";
        if (point is > -4 and <= 16)
            return sign + Positional(digits, point, atLeastOneDecimal: true);
        return sign + Scientific(digits, point - 1);
    }

    /// <summary>The shortest digits, and where the decimal point stands: 0.<paramref name="value"/>digits times 10 to that.</summary>
    public static (bool Negative, string Digits, int Point) Shortest(double value)
    {
        var roundTrip = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var exponent = 0;
        var mark = roundTrip.IndexOf('E', StringComparison.Ordinal);
        var mantissa = mark < 0 ? roundTrip : roundTrip[..mark];
        if (mark >= 0)
            exponent = int.Parse(roundTrip[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? mantissa : mantissa[..dot];
        var digits = whole + (dot < 0 ? "" : mantissa[(dot + 1)..]);
        var point = whole.Length + exponent;
        var zeros = digits.Length - digits.TrimStart('0').Length;
        digits = digits.Trim('0');
        return (double.IsNegative(value), digits.Length == 0 ? "0" : digits, digits.Length == 0 ? 1 : point - zeros);
    }

    public static string Positional(string digits, int point, bool atLeastOneDecimal)
    {
        if (point <= 0)
            return "0." + new string('0', -point) + digits;
        if (point < digits.Length)
            return digits[..point] + "." + digits[point..];
        return digits + new string('0', point - digits.Length) + (atLeastOneDecimal ? ".0" : "");
    }

    public static string Scientific(string digits, int exponent)
    {
        var mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
    }
}
