using System.Globalization;
using System.Numerics;
using Sluice.Templates.Values;

namespace Sluice.Templates.Lexing;

/// <summary>Numbers as Jinja writes them: underscores between digits, 0x, 0o and 0b, floats with digits on both sides of the point.</summary>
internal static class NumberLiteral
{
    public static Token Read(string text, int at, bool mayBeFloat)
    {
        if (mayBeFloat && FloatEnd(text, at) is var end && end > 0)
        {
            var written = text[at..end];
            var number = double.Parse(written.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture);
            return new(TokenKind.Float, written, at, new FloatValue(number));
        }

        return ReadInteger(text, at);
    }

    /// <summary>Where a float ends that begins here; 0 when none does.</summary>
    static int FloatEnd(string text, int at)
    {
        var end = Digits(text, at);
        var point = end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]);
        if (point)
            end = Digits(text, end + 1);
        if (end < text.Length && text[end] is ('e' or 'E'))
        {
            var power = end + 1 < text.Length && text[end + 1] is ('+' or '-') ? end + 2 : end + 1;
            if (power < text.Length && char.IsAsciiDigit(text[power]))
                return Digits(text, power);
        }

        return point ? end : 0;
    }

    /// <summary>Past digits with single underscores between them.</summary>
    static int Digits(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '_' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))))
            at++;
        return at;
    }

    static Token ReadInteger(string text, int at)
    {
        var radix = text[at] == '0' && at + 1 < text.Length ? char.ToLowerInvariant(text[at + 1]) switch { 'b' => 2, 'o' => 8, 'x' => 16, _ => 10 } : 10;
        var start = radix == 10 ? at : at + 2;
        var end = start;
        var number = BigInteger.Zero;
        while (end < text.Length)
        {
            var next = text[end] == '_' && (end > start || radix != 10) ? end + 1 : end;
            var digit = next < text.Length ? Digit(text[next]) : 99;
            // A decimal that begins with 0 holds nothing but zeros.
            if (digit >= radix || (radix == 10 && text[at] == '0' && digit > 0))
                break;
            number = number * radix + digit;
            end = next + 1;
        }

        if (end == start && radix != 10)
            return new(TokenKind.Integer, "0", at, IntegerValue.Of(0));
        return new(TokenKind.Integer, text[at..end], at, IntegerValue.Of(number));
    }

    static int Digit(char c) => char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : 99;
}
