using System.Globalization;
using System.Text;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Lexing;

/// <summary>The value of a quoted text: Python's escapes; an unknown escape keeps its backslash.</summary>
internal static class TextLiteral
{
    /// <summary>The literal from its opening quote to behind its closing one.</summary>
    public static TextValue Read(TemplateSource source, int start, int end)
    {
        var text = source.Text;
        StringBuilder result = new(end - start);
        for (var at = start + 1; at < end - 1;)
        {
            if (text[at] == '\\')
                at = Escape(source, at, end - 1, result);
            else
                result.Append(text[at++]);
        }

        return new(result.ToString());
    }

    /// <summary>Appends what the escape at <paramref name="at"/> stands for and returns where it ends.</summary>
    static int Escape(TemplateSource source, int at, int end, StringBuilder result)
    {
        var c = source.Text[at + 1];
        switch (c)
        {
            case '\n':
                return at + 2;
            case '\\' or '\'' or '"':
                result.Append(c);
                return at + 2;
            case >= '0' and <= '7':
                return Octal(source.Text, at + 1, end, result);
            case 'x':
                return Hex(source, at, end, 2, result);
            case 'u':
                return Hex(source, at, end, 4, result);
            case 'U':
                return Hex(source, at, end, 8, result);
            case 'N':
                throw source.Error(TemplateErrorKind.Unsupported, "a character by its name (\\N{…}) is not supported here; write \\u and its number.", at);
        }

        var control = "abfnrtv".IndexOf(c, StringComparison.Ordinal);
        if (control >= 0)
        {
            result.Append("\a\b\f\n\r\t\v"[control]);
            return at + 2;
        }

        // Jinja escapes what is not ASCII before it resolves escapes, so a backslash before such a character takes the
        // escape's own backslash: the number is left over as text.
        result.Append('\\');
        if (c < 0x80)
        {
            result.Append(c);
            return at + 2;
        }

        result.Append(CodePointEscape.Of(CodePoints.At(source.Text, at + 1)).AsSpan(1));
        return at + 1 + CodePoints.WidthAt(source.Text, at + 1);
    }

    static int Octal(string text, int at, int end, StringBuilder result)
    {
        var (number, stop) = (0, Math.Min(at + 3, end));
        for (; at < stop && text[at] is >= '0' and <= '7'; at++)
            number = number * 8 + (text[at] - '0');
        result.Append((char)number);
        return at;
    }

    static int Hex(TemplateSource source, int at, int end, int digits, StringBuilder result)
    {
        var from = at + 2;
        if (from + digits > end
            || !int.TryParse(source.Text.AsSpan(from, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            || number is < 0 or > 0x10ffff)
        {
            throw source.SyntaxError($"truncated or invalid \\{source.Text[at + 1]} escape: {digits} hexadecimal digits up to 10ffff are wanted", at);
        }

        result.Append(CodePoints.ToText(number));
        return from + digits;
    }
}
