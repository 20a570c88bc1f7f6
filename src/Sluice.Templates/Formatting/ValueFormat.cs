using System.Numerics;
using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Formatting;

/// <summary>Python's <c>format(value, spec)</c>.</summary>
internal static class ValueFormat
{
    public static string Of(Value value, string spec, Rendering rendering)
    {
        if (spec.Length == 0)
            return value.ToText(rendering);
        return value switch
        {
            TextValue text => Text(text, FormatSpec.Parse(spec, "str"), rendering),
            FloatValue number => Real(number.Number, FormatSpec.Parse(spec, "float"), rendering),
            IntegerValue or BoolValue => Whole(Numbers.Integer(value), FormatSpec.Parse(spec, value.TypeName), rendering),
            _ => throw TemplateFault.Type($"unsupported format string passed to {value.TypeName}.__format__"),
        };
    }

    static string Text(TextValue text, FormatSpec spec, Rendering rendering)
    {
        if (spec.Type is not (null or 's'))
            throw TemplateFault.Value($"Unknown format code '{spec.Type}' for object of type 'str'");
        if (spec.Sign is not null)
            throw TemplateFault.Value("Sign not allowed in string format specifier");
        if (spec.Alternate)
            throw TemplateFault.Value("Alternate form (#) not allowed in string format specifier");
        if (spec.Grouping is { } sign)
            throw TemplateFault.Value($"Cannot specify '{sign}' with 's'.");
        if (spec.Align == '=')
            throw TemplateFault.Value("'=' alignment not allowed in string format specifier");

        var shown = spec.Precision is { } most && text.Length > most ? string.Concat(CodePoints.Each(text.Raw).Take(most)) : text.Raw;
        return Pad(shown, spec, spec.Align ?? '<', rendering);
    }

    static string Whole(BigInteger number, FormatSpec spec, Rendering rendering)
    {
        if (spec is { Type: 'c', Grouping: { } separator })
            throw TemplateFault.Value($"Cannot specify '{separator}' with 'c'.");
        if (spec is { Type: 'c', Precision: not null })
            throw TemplateFault.Value("Precision not allowed in integer format specifier");
        switch (spec.Type)
        {
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%':
                return Real(Numbers.ToDouble(number), spec, rendering);
            case 'c':
                return Pad(number >= 0 && number <= 0x10ffff ? CodePoints.ToText((int)number)
                    : throw TemplateFault.Value("%c arg not in range(0x110000)"), spec, spec.Align ?? '<', rendering);
            case not (null or 'd' or 'n' or 'b' or 'o' or 'x' or 'X'):
                throw TemplateFault.Value($"Unknown format code '{spec.Type}' for object of type 'int'");
        }

        RefuseGroupsOfLocale(spec);
        if (spec.Precision is not null)
            throw TemplateFault.Value("Precision not allowed in integer format specifier");
        var radix = spec.Type switch { 'b' => 2, 'o' => 8, 'x' or 'X' => 16, _ => 10 };
        if (spec.Grouping == ',' && radix != 10)
            throw TemplateFault.Value($"Cannot specify ',' with '{spec.Type}'.");
        var digits = IntegerDigits.Of(BigInteger.Abs(number), radix, spec.Type == 'X');
        var prefix = spec.Alternate && radix != 10 ? "0" + spec.Type : "";
        return Assemble(Sign(number.Sign < 0, spec) + prefix, digits, "", radix == 10 ? 3 : 4, spec, rendering);
    }

    static string Real(double number, FormatSpec spec, Rendering rendering)
    {
        RefuseGroupsOfLocale(spec);
        if (spec.Precision > 1 << 16)
            throw TemplateFault.Limit("a float was asked for with more than 65,536 places");
        var text = spec.Type switch
        {
            null when spec.Precision is null => Pointed(FloatText.Repr(Math.Abs(number)), spec.Alternate),
            null => FloatDigits.Format(number, 'g', spec.Precision.Value, spec.Alternate, addPointZero: true),
            '%' => FloatDigits.Format(number * 100, 'f', spec.Precision ?? 6, spec.Alternate) + "%",
            'n' => FloatDigits.Format(number, 'g', spec.Precision ?? 6, spec.Alternate),
            'e' or 'E' or 'f' or 'F' or 'g' or 'G' => FloatDigits.Format(number, spec.Type.Value, spec.Precision ?? 6, spec.Alternate),
            _ => throw TemplateFault.Value($"Unknown format code '{spec.Type}' for object of type 'float'"),
        };
        var whole = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? text.Length : end;
        var negative = double.IsNegative(number) && !double.IsNaN(number);
        return Assemble(Sign(negative, spec), text[..whole], text[whole..], 3, spec, rendering);
    }

    /// <summary>With the point that the alternate form keeps, as in <c>1.e+22</c>.</summary>
    static string Pointed(string repr, bool alternate) =>
        alternate && !repr.Contains('.', StringComparison.Ordinal) ? repr.Replace("e", ".e", StringComparison.Ordinal) : repr;

    static void RefuseGroupsOfLocale(FormatSpec spec)
    {
        if (spec is { Type: 'n', Grouping: { } separator })
            throw TemplateFault.Value($"Cannot specify '{separator}' with 'n'.");
    }

    static string Sign(bool negative, FormatSpec spec) => negative ? "-" : spec.Sign is '+' or ' ' ? spec.Sign.Value.ToString() : "";

    static string Assemble(string head, string digits, string tail, int group, FormatSpec spec, Rendering rendering)
    {
        var zeros = spec is { NumberAlign: '=', FillOrUsual: "0" };
        if (spec.Grouping is { } separator && digits.Length > 0)
        {
            var least = zeros ? Math.Max(0, spec.Width - head.Length - tail.Length) : 0;
            rendering.ChargeText(least);
            digits = Grouped(digits, group, separator, least);
        }

        if (spec.NumberAlign == '=')
            return head + Padding.Blank(spec.Width - head.Length - digits.Length - tail.Length, spec.FillOrUsual, rendering) + digits + tail;
        return Pad(head + digits + tail, spec, spec.NumberAlign, rendering);
    }

    /// <summary>Separators between groups from the right, with zeros in front until <paramref name="least"/> characters are reached.</summary>
    static string Grouped(string digits, int group, char separator, int least)
    {
        var wanted = digits.Length;
        while (wanted + (wanted - 1) / group < least)
            wanted++;
        digits = digits.PadLeft(wanted, '0');
        System.Text.StringBuilder result = new(least + 8);
        for (var i = 0; i < digits.Length; i++)
        {
            if (i > 0 && (digits.Length - i) % group == 0)
                result.Append(separator);
            result.Append(digits[i]);
        }

        return result.ToString();
    }

    static string Pad(string text, FormatSpec spec, char align, Rendering rendering) => align switch
    {
        '<' => Padding.Right(text, spec.Width, spec.FillOrUsual, rendering),
        '^' => Padding.Both(text, spec.Width, spec.FillOrUsual, rendering),
        _ => Padding.Left(text, spec.Width, spec.FillOrUsual, rendering),
    };
}
