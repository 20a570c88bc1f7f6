using System.Globalization;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Numbers;

/// <summary>A number of up to 18 digits without an exponent, Digits / 10^Places: exact, and free of memory. Two may be equal that are written otherwise.</summary>
/// <param name="Places">0 to 18.</param>
internal readonly record struct SmallNumber(long Digits, int Places)
{
    /// <summary>Products of two numbers of 18 digits fit into 128 bits.</summary>
    public const int MaxDigits = 18;

    /// <summary>False when the text has no digit yet, too many, or an exponent.</summary>
    public static bool TryRead(in NumberPrefix text, out SmallNumber number)
    {
        number = default;
        if (text.HasExponent || text.Whole.IsEmpty || text.Whole.Length + text.Fraction.Length > MaxDigits)
            return false;
        var digits = 0L;
        foreach (var digit in text.Whole)
            digits = digits * 10 + (digit - '0');
        foreach (var digit in text.Fraction)
            digits = digits * 10 + (digit - '0');
        number = new SmallNumber(text.Negative ? -digits : digits, text.Fraction.Length);
        return true;
    }

    /// <summary>Null when it has too many digits, or its digits lie too far from the point.</summary>
    public static SmallNumber? Of(JsonNumber number)
    {
        var exponent = number.Magnitude - number.Digits.Length;
        if (number.Sign == 0)
            return default(SmallNumber);
        if (number.Digits.Length > MaxDigits || number.Magnitude > MaxDigits || exponent < -MaxDigits)
            return null;
        var digits = number.Sign * long.Parse(number.Digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return exponent <= 0 ? new SmallNumber(digits, (int)-exponent) : new SmallNumber(digits * (long)PowerOfTen((int)exponent), 0);
    }

    public int CompareTo(SmallNumber other) => (Digits * PowerOfTen(other.Places)).CompareTo(other.Digits * PowerOfTen(Places));

    /// <param name="step">Above zero.</param>
    public bool IsMultipleOf(SmallNumber step) => Digits * PowerOfTen(step.Places) % (step.Digits * PowerOfTen(Places)) == 0;

    static Int128 PowerOfTen(int exponent)
    {
        Int128 power = 1;
        for (; exponent > 0; exponent--)
            power *= 10;
        return power;
    }
}
