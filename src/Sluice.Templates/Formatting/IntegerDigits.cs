using System.Globalization;
using System.Numerics;
using System.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Formatting;

/// <summary>The digits of an integer that is not negative, to the bases Python writes.</summary>
internal static class IntegerDigits
{
    public static string Of(BigInteger number, int radix, bool upper = false)
    {
        if (radix == 10)
            return IntegerValue.Of(number).ToDigits();
        if (radix == 16)
        {
            var hex = number.ToString(upper ? "X" : "x", CultureInfo.InvariantCulture).TrimStart('0');
            return hex.Length == 0 ? "0" : hex;
        }

        if (number.IsZero)
            return "0";
        StringBuilder digits = new();
        for (; !number.IsZero; number /= radix)
            digits.Insert(0, (char)('0' + (int)(number % radix)));
        return digits.ToString();
    }
}
