using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Sluice.Schema.Values;

/// <summary>
/// A JSON number as it was written, exactly: sign × 0.DIGITS × 10^Magnitude, with neither leading nor trailing zeros in the digits.
/// Comparing costs as much as the text is long, whatever the exponent: 1e1000000000 is seven characters here, never a billion digits.
/// </summary>
public readonly struct JsonNumber : IEquatable<JsonNumber>, IComparable<JsonNumber>
{
    /// <summary>Exponents beyond ±10^17 are held at that bound, so that sums of exponents stay inside a long.</summary>
    const long ExponentBound = 100_000_000_000_000_000;

    readonly string? digits;

    JsonNumber(int sign, string digits, long magnitude) => (Sign, this.digits, Magnitude) = (sign, digits, magnitude);

    /// <summary>-1, 0 or 1.</summary>
    public int Sign { get; }

    /// <summary>The significant decimal digits, empty for zero.</summary>
    public string Digits => digits ?? "";

    /// <summary>The power of ten of the digit before the first significant one: 0.5 has 0, 5 has 1, 50 has 2; 0 for zero.</summary>
    public long Magnitude { get; }

    /// <summary>True when there is nothing after the decimal point: 6000, 6000.0 and 6e3 alike.</summary>
    public bool IsInteger => Digits.Length <= Magnitude || Sign == 0;

    /// <summary>Reads a number element.</summary>
    public static JsonNumber From(JsonElement number) => Parse(JsonMarshal.GetRawUtf8Value(number));

    /// <summary>Reads the text of a number as JSON writes it. The text must be a complete JSON number.</summary>
    public static JsonNumber Parse(ReadOnlySpan<byte> utf8)
    {
        var negative = utf8 is [(byte)'-', ..];
        if (negative)
            utf8 = utf8[1..];
        var mark = utf8.IndexOfAny((byte)'e', (byte)'E');
        var exponent = mark < 0 ? 0 : ParseExponent(utf8[(mark + 1)..]);
        var mantissa = mark < 0 ? utf8 : utf8[..mark];

        var point = mantissa.IndexOf((byte)'.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? [] : mantissa[(point + 1)..].TrimEnd((byte)'0');
        whole = whole.TrimStart((byte)'0');
        long magnitude = whole.Length;
        if (fraction.IsEmpty)
            whole = whole.TrimEnd((byte)'0');
        if (magnitude == 0)
        {
            var significant = fraction.TrimStart((byte)'0');
            magnitude = significant.Length - fraction.Length;
            fraction = significant;
        }

        if (whole.IsEmpty && fraction.IsEmpty)
            return default;
        return new JsonNumber(negative ? -1 : 1, Encoding.ASCII.GetString(whole) + Encoding.ASCII.GetString(fraction), magnitude + exponent);
    }

    /// <summary>True when this is a whole multiple of <paramref name="divisor"/>, which must be above zero.</summary>
    public bool IsMultipleOf(JsonNumber divisor)
    {
        if (Sign == 0)
            return true;
        // The last significant digits stand at these powers of ten; a number that reaches further right than its divisor cannot be a multiple of it.
        var last = Magnitude - Digits.Length;
        var divisorLast = divisor.Magnitude - divisor.Digits.Length;
        if (last < divisorLast)
            return false;
        var modulus = BigInteger.Parse(divisor.Digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return (Remainder(modulus) * BigInteger.ModPow(10, last - divisorLast, modulus) % modulus).IsZero;
    }

    public int CompareTo(JsonNumber other)
    {
        if (Sign != other.Sign)
            return Sign.CompareTo(other.Sign);
        var size = Magnitude.CompareTo(other.Magnitude);
        return Sign * (size != 0 ? size : string.CompareOrdinal(Digits, other.Digits));
    }

    public bool Equals(JsonNumber other) => Sign == other.Sign && Magnitude == other.Magnitude && Digits == other.Digits;

    public override bool Equals(object? obj) => obj is JsonNumber other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Sign, Magnitude, Digits);

    public static bool operator ==(JsonNumber left, JsonNumber right) => left.Equals(right);

    public static bool operator !=(JsonNumber left, JsonNumber right) => !left.Equals(right);

    public static bool operator <(JsonNumber left, JsonNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(JsonNumber left, JsonNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(JsonNumber left, JsonNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(JsonNumber left, JsonNumber right) => left.CompareTo(right) >= 0;

    /// <summary>The digits modulo a number, eighteen at a time: linear in the digits.</summary>
    BigInteger Remainder(BigInteger modulus)
    {
        var rest = BigInteger.Zero;
        for (var at = 0; at < Digits.Length; at += 18)
        {
            var chunk = Digits.AsSpan(at, Math.Min(18, Digits.Length - at));
            rest = (rest * BigInteger.Pow(10, chunk.Length) + long.Parse(chunk, NumberStyles.None, CultureInfo.InvariantCulture)) % modulus;
        }

        return rest;
    }

    static long ParseExponent(ReadOnlySpan<byte> text)
    {
        var negative = text is [(byte)'-', ..];
        if (text is [(byte)'-' or (byte)'+', ..])
            text = text[1..];
        long value = 0;
        foreach (var digit in text)
            value = Math.Min(value * 10 + (digit - '0'), ExponentBound);
        return negative ? -value : value;
    }
}
