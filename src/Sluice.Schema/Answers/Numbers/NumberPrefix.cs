using System.Numerics;

namespace Sluice.Schema.Answers.Numbers;

/// <summary>The beginning of a number as JSON writes it, taken apart. What is not written yet is empty or zero.</summary>
internal readonly ref struct NumberPrefix
{
    public NumberPrefix(ReadOnlySpan<byte> text)
    {
        Text = text;
        Negative = text is [(byte)'-', ..];
        if (Negative)
            text = text[1..];
        var mark = text.IndexOfAny((byte)'e', (byte)'E');
        HasExponent = mark >= 0;
        if (HasExponent)
        {
            var exponent = text[(mark + 1)..];
            text = text[..mark];
            ExponentSign = exponent is [(byte)'-', ..] ? -1 : exponent is [] ? 0 : 1;
            ExponentDigits = exponent.TrimStart("+-"u8);
        }

        var point = text.IndexOf((byte)'.');
        HasPoint = point >= 0;
        Whole = HasPoint ? text[..point] : text;
        Fraction = HasPoint ? text[(point + 1)..] : [];
    }

    public ReadOnlySpan<byte> Text { get; }

    public bool Negative { get; }

    /// <summary>Digits before the point.</summary>
    public ReadOnlySpan<byte> Whole { get; }

    public bool HasPoint { get; }

    /// <summary>Digits after the point.</summary>
    public ReadOnlySpan<byte> Fraction { get; }

    public bool HasExponent { get; }

    /// <summary>-1 or 1; 0 while nothing after the "e" says.</summary>
    public int ExponentSign { get; }

    public ReadOnlySpan<byte> ExponentDigits { get; }

    /// <summary>All digits before the exponent as one whole number: 120 for "1.20".</summary>
    public BigInteger Digits()
    {
        var length = Whole.Length + Fraction.Length;
        if (length <= 18)
        {
            var small = 0L;
            foreach (var digit in Whole)
                small = small * 10 + (digit - '0');
            foreach (var digit in Fraction)
                small = small * 10 + (digit - '0');
            return small;
        }

        Span<char> text = length <= 256 ? stackalloc char[length] : new char[length];
        for (var at = 0; at < length; at++)
            text[at] = (char)(at < Whole.Length ? Whole[at] : Fraction[at - Whole.Length]);
        return BigInteger.Parse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);
    }
}
