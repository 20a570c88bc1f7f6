using System.Globalization;
using System.Numerics;

namespace Sluice.Templates.Text;

/// <summary>Decimal digits of a float to a chosen place, rounded half to even from its exact binary value, as C's printf does.</summary>
internal static class ExactDecimal
{
    /// <summary>Digits of <c>|value|</c> with <paramref name="decimals"/> places after the point. A negative number rounds to tens, hundreds…</summary>
    public static string Fixed(double value, int decimals)
    {
        var scaled = RoundedScaled(value, decimals).ToString(CultureInfo.InvariantCulture);
        if (decimals <= 0)
            return scaled == "0" ? "0" : scaled + new string('0', -decimals);
        scaled = scaled.PadLeft(decimals + 1, '0');
        return scaled[..^decimals] + "." + scaled[^decimals..];
    }

    /// <summary><paramref name="count"/> significant digits of <c>|value|</c> and the power of ten of the first.</summary>
    public static (string Digits, int Exponent) Significant(double value, int count)
    {
        if (value == 0)
            return (new string('0', count), 0);

        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        while (true)
        {
            var digits = RoundedScaled(value, count - 1 - exponent).ToString(CultureInfo.InvariantCulture);
            if (digits.Length == count)
                return (digits, exponent);
            exponent += digits.Length > count ? 1 : -1;
        }
    }

    /// <summary>|value| times 10 to <paramref name="decimals"/>, rounded half to even.</summary>
    static BigInteger RoundedScaled(double value, int decimals)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var exponent = (int)(bits >> 52);
        var mantissa = bits & 0xFFFFFFFFFFFFF;   // 52 bits; IEEE 754 binary64
        if (exponent == 0)
            exponent = 1;
        else
            mantissa |= 1L << 52;
        exponent -= 1075;                        // bias 1023 and the 52 bits of the fraction

        BigInteger numerator = mantissa, denominator = 1;
        if (exponent >= 0)
            numerator <<= exponent;
        else
            denominator <<= -exponent;
        if (decimals >= 0)
            numerator *= BigInteger.Pow(10, decimals);
        else
            denominator *= BigInteger.Pow(10, -decimals);

        var quotient = BigInteger.DivRem(numerator, denominator, out var remainder);
        var half = (remainder << 1).CompareTo(denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
