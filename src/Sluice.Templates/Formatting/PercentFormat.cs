using System.Globalization;
using System.Numerics;
using System.Text;
using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Formatting;

/// <summary>Python's <c>'…%s…' % values</c>.</summary>
internal sealed class PercentFormat
{
    readonly TextValue format;
    readonly Value source;
    readonly Value[] values;
    readonly Rendering rendering;
    readonly StringBuilder result = new();
    int next;
    int at;

    PercentFormat(TextValue format, Value source, Rendering rendering)
    {
        (this.format, this.source, this.rendering) = (format, source, rendering);
        values = source is TupleValue tuple ? tuple.Items : [source];
    }

    public static TextValue Apply(TextValue format, Value values, Rendering rendering) =>
        new PercentFormat(format, values, rendering).Run();

    TextValue Run()
    {
        var text = format.Raw;
        while (at < text.Length)
        {
            if (text[at++] == '%')
                AppendField();
            else
                result.Append(text[at - 1]);
            rendering.CheckLength(result.Length);
        }

        // A dict, list or undefined counts as a mapping, whose items need not all be used.
        if (next < values.Length && source is not (DictValue or ListValue or UndefinedValue or RangeValue))
            throw TemplateFault.Type("not all arguments converted during string formatting");
        rendering.ChargeText(result.Length);
        return format.With(result.ToString());
    }

    void AppendField()
    {
        var keyed = ReadKey();
        var flags = ReadFlags();
        var width = ReadNumber() ?? 0;
        if (width < 0)
            (flags, width) = (flags + "-", -width);
        int? precision = null;
        if (Peek() == '.')
        {
            at++;
            precision = Math.Max(0, ReadNumber() ?? 0);
        }

        while (Peek() is 'h' or 'l' or 'L')
            at++;
        if (at == format.Raw.Length)
            throw TemplateFault.Value("incomplete format");

        var conversion = format.Raw[at++];
        if (conversion == '%' && format.Raw[at - 2] == '%')
            result.Append('%');
        else
            AppendPadded(Convert(conversion, keyed, flags, precision), flags, width, conversion);
    }

    Value? ReadKey()
    {
        if (Peek() != '(')
            return null;
        if (source is not (DictValue or ListValue or UndefinedValue or RangeValue))
            throw TemplateFault.Type("format requires a mapping");
        var (start, depth) = (++at, 1);
        for (; at < format.Raw.Length; at++)
        {
            depth += format.Raw[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                TextValue key = new(format.Raw[start..at++]);
                next = values.Length;
                if (source is UndefinedValue undefined)
                    throw undefined.Fault();
                return source is DictValue dict
                    ? dict.Find(key) ?? throw TemplateFault.Value($"'{key.Raw}'")
                    : throw TemplateFault.Type($"{source.TypeName} indices must be integers or slices, not str");
            }
        }

        throw TemplateFault.Value("incomplete format key");
    }

    string ReadFlags()
    {
        var start = at;
        while (Peek() is '-' or '+' or ' ' or '#' or '0')
            at++;
        return format.Raw[start..at];
    }

    int? ReadNumber()
    {
        if (Peek() == '*')
        {
            at++;
            if (!Numbers.TryInteger(Next(), out var given) || format.IsSafe)
                throw TemplateFault.Type("* wants int");
            return BigInteger.Abs(given) <= int.MaxValue ? (int)given : throw TemplateFault.Value("Python int too large to convert to C int");
        }

        var start = at;
        while (char.IsAsciiDigit(Peek()))
            at++;
        if (start == at)
            return null;
        return int.TryParse(format.Raw.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : throw TemplateFault.Value("width too big");
    }

    char Peek() => at < format.Raw.Length ? format.Raw[at] : '\0';

    Value Next()
    {
        if (next >= values.Length)
            throw TemplateFault.Type("not enough arguments for format string");
        return values[next++];
    }

    string Convert(char conversion, Value? keyed, string flags, int? precision)
    {
        var value = keyed ?? Next();
        if (!"srauidoxXeEfFgGc".Contains(conversion, StringComparison.Ordinal))
        {
            throw TemplateFault.Value(string.Create(CultureInfo.InvariantCulture,
                $"unsupported format character '{conversion}' (0x{(int)conversion:x}) at index {at - 1}"));
        }

        if (format.IsSafe && conversion is ('o' or 'x' or 'X' or 'c'))
            throw TemplateFault.Type($"%{conversion} format: safe text passes no integers");
        return conversion switch
        {
            's' or 'r' or 'a' => Cut(AsText(value, conversion), precision),
            'c' => AsCharacter(value),
            'd' or 'i' or 'u' => Whole(ToInteger(value, conversion, takesFloat: true), 10, flags, precision, conversion),
            'o' => Whole(ToInteger(value, conversion, takesFloat: false), 8, flags, precision, conversion),
            'x' or 'X' => Whole(ToInteger(value, conversion, takesFloat: false), 16, flags, precision, conversion),
            _ => Real(ToReal(value), conversion, flags, precision ?? 6),
        };
    }

    string AsText(Value value, char conversion)
    {
        var text = conversion == 's' ? value.ToText(rendering) : ReprText.Of(value, rendering, asciiOnly: conversion == 'a');
        return format.IsSafe && value is not TextValue { IsSafe: true } ? HtmlEscape.Of(text) : text;
    }

    static string Cut(string text, int? precision) =>
        precision is { } most && CodePoints.Count(text) > most ? string.Concat(CodePoints.Each(text).Take(most)) : text;

    static string AsCharacter(Value value)
    {
        if (value is TextValue { Length: 1 } text)
            return text.Raw;
        if (!Numbers.TryInteger(value, out var number))
            throw TemplateFault.Type("%c requires int or char");
        return number >= 0 && number <= 0x10ffff ? CodePoints.ToText((int)number) : throw TemplateFault.Value("%c arg not in range(0x110000)");
    }

    BigInteger ToInteger(Value value, char conversion, bool takesFloat)
    {
        if (value is UndefinedValue undefined)
            throw undefined.Fault();
        if (format.IsSafe && takesFloat && value is TextValue text)
            return Conversions.ToInteger(text) ?? throw TemplateFault.Value($"invalid literal for int() with base 10: {PythonQuote.Of(text.Raw)}");
        if (takesFloat && value is FloatValue real)
            return Conversions.Truncate(real.Number);
        return Numbers.TryInteger(value, out var number) ? number
            : throw TemplateFault.Type($"%{conversion} format: {(takesFloat ? "a real number" : "an integer")} is required, not {value.TypeName}");
    }

    /// <summary>Safe text wraps its values for escaping, and what it wraps it reads as numbers also from text.</summary>
    double ToReal(Value value)
    {
        if (value is UndefinedValue undefined)
            throw undefined.Fault();
        if (format.IsSafe && value is TextValue text)
            return Conversions.ToFloat(text) ?? throw TemplateFault.Value($"could not convert string to float: {PythonQuote.Of(text.Raw)}");
        return Numbers.IsNumber(value) ? Numbers.ToDouble(value) : throw TemplateFault.Type($"must be real number, not {value.TypeName}");
    }

    static string Whole(BigInteger number, int radix, string flags, int? precision, char conversion)
    {
        var digits = IntegerDigits.Of(BigInteger.Abs(number), radix, conversion == 'X');
        if (precision is { } least)
            digits = digits.PadLeft(Math.Min(least, 1 << 16), '0');
        var prefix = !flags.Contains('#', StringComparison.Ordinal) ? "" : radix switch { 8 => "0o", 16 => conversion == 'X' ? "0X" : "0x", _ => "" };
        return Sign(number.Sign < 0, flags) + prefix + digits;
    }

    static string Real(double number, char conversion, string flags, int precision)
    {
        if (precision > 1 << 16)
            throw TemplateFault.Limit("a float was asked for with more than 65,536 places");
        return Sign(double.IsNegative(number) && !double.IsNaN(number), flags)
            + FloatDigits.Format(number, conversion, precision, flags.Contains('#', StringComparison.Ordinal));
    }

    static string Sign(bool negative, string flags) =>
        negative ? "-" : flags.Contains('+', StringComparison.Ordinal) ? "+" : flags.Contains(' ', StringComparison.Ordinal) ? " " : "";

    void AppendPadded(string text, string flags, int width, char conversion)
    {
        if (flags.Contains('-', StringComparison.Ordinal))
            result.Append(Padding.Right(text, width, " ", rendering));
        else if (flags.Contains('0', StringComparison.Ordinal) && !"srac".Contains(conversion, StringComparison.Ordinal))
            result.Append(ZeroPadded(text, width));
        else
            result.Append(Padding.Left(text, width, " ", rendering));
    }

    /// <summary>The zeros stand between the sign or prefix and the digits.</summary>
    string ZeroPadded(string text, int width)
    {
        var head = text.Length > 0 && text[0] is ('-' or '+' or ' ') ? 1 : 0;
        if (text.Length > head + 1 && text[head] == '0' && text[head + 1] is ('x' or 'X' or 'o'))
            head += 2;
        return text[..head] + Padding.Blank(width - text.Length, "0", rendering) + text[head..];
    }
}
