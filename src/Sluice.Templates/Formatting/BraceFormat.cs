using System.Globalization;
using System.Text;
using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Formatting;

/// <summary>Python's <c>'…{}…{name.key[0]!r:>8}…'.format(…)</c>, with the attribute rules of the template.</summary>
internal sealed class BraceFormat(TextValue format, Arguments arguments, Rendering rendering)
{
    const int MostNesting = 2;           // a specification may hold fields, those may not

    int automatic;                      // fields numbered so far; -1 once one was numbered by hand

    public static TextValue Apply(TextValue format, Arguments arguments, Rendering rendering) =>
        format.With(new BraceFormat(format, arguments, rendering).Expand(format.Raw, MostNesting));

    string Expand(string text, int nesting)
    {
        if (nesting == 0)
            throw TemplateFault.Value("Max string recursion exceeded");
        StringBuilder result = new();
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (c is ('{' or '}') && at + 1 < text.Length && text[at + 1] == c)
            {
                result.Append(c);
                at += 2;
            }
            else if (c == '{')
            {
                var end = EndOfField(text, at + 1);
                result.Append(Field(text[(at + 1)..end], nesting));
                at = end + 1;
            }
            else if (c == '}')
            {
                throw TemplateFault.Value("Single '}' encountered in format string");
            }
            else
            {
                result.Append(c);
                at++;
            }

            rendering.CheckLength(result.Length);
        }

        rendering.ChargeText(result.Length);
        return result.ToString();
    }

    static int EndOfField(string text, int at)
    {
        if (at == text.Length)
            throw TemplateFault.Value("Single '{' encountered in format string");
        for (var depth = 1; at < text.Length; at++)
        {
            depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return at;
        }

        throw TemplateFault.Value("expected '}' before end of string");
    }

    string Field(string field, int nesting)
    {
        var nameEnd = NameEnd(field);
        var value = Read(field[..nameEnd]);
        var rest = field[nameEnd..];
        if (rest.StartsWith('!'))
        {
            if (rest.Length < 2 || (rest.Length > 2 && rest[2] != ':'))
                throw TemplateFault.Value("expected ':' after conversion specifier");
            value = Converted(value, rest[1]);
            rest = rest[2..];
        }

        var spec = rest.Length == 0 ? "" : Expand(rest[1..], nesting - 1);
        var shown = ValueFormat.Of(value, spec, rendering);
        return format.IsSafe && value is not TextValue { IsSafe: true } ? HtmlEscape.Of(shown) : shown;
    }

    /// <summary>Where the name ends: at ! or : outside of brackets.</summary>
    static int NameEnd(string field)
    {
        var inBrackets = false;
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '[')
                inBrackets = true;
            else if (field[i] == ']')
                inBrackets = false;
            else if (!inBrackets && field[i] is ('!' or ':'))
                return i;
        }

        return field.Length;
    }

    Value Converted(Value value, char conversion) => conversion switch
    {
        's' => value is TextValue ? value : new TextValue(value.ToText(rendering)),
        'r' => new TextValue(ReprText.Of(value, rendering)),
        'a' => new TextValue(ReprText.Of(value, rendering, asciiOnly: true)),
        _ => throw TemplateFault.Value($"Unknown conversion specifier {conversion}"),
    };

    Value Read(string path)
    {
        var end = path.AsSpan().IndexOfAny('.', '[');
        var value = end < 0 ? Numbered(path) : First(path[..end]);
        for (var at = end < 0 ? path.Length : end; at < path.Length;)
        {
            if (path[at] == '.')
            {
                var next = path.AsSpan(at + 1).IndexOfAny('.', '[');
                var stop = next < 0 ? path.Length : at + 1 + next;
                value = Access.Attribute(value, new TextValue(NotEmpty(path[(at + 1)..stop])), rendering);
                at = stop;
            }
            else if (path[at] == '[')
            {
                var close = path.IndexOf(']', at);
                if (close < 0)
                    throw TemplateFault.Value("Missing ']' in format string");
                value = Access.Item(value, Key(NotEmpty(path[(at + 1)..close])), rendering);
                at = close + 1;
            }
            else
            {
                throw TemplateFault.Value("Only '.' or '[' may follow ']' in format field specifier");
            }
        }

        return value;
    }

    /// <summary>A field without a path: the only ones that count for automatic numbering.</summary>
    Value Numbered(string name)
    {
        var isNumber = name.Length > 0 && name.All(char.IsAsciiDigit);
        if (name.Length == 0 && automatic < 0)
            throw TemplateFault.Value("cannot switch from manual field specification to automatic field numbering");
        if (isNumber && automatic > 0)
            throw TemplateFault.Value("cannot switch from automatic field numbering to manual field specification");
        if (isNumber)
            automatic = -1;
        return name.Length == 0 ? ByPlace(automatic++) : First(name);
    }

    Value First(string name)
    {
        if (name.Length == 0 || !name.All(char.IsAsciiDigit))
            return arguments.Find(name) ?? throw TemplateFault.Value(PythonQuote.Of(name));
        return ByPlace(int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index
            : throw TemplateFault.Value("Too many decimal digits in format string"));
    }

    Value ByPlace(int index) => index < arguments.Positional.Length ? arguments.Positional[index]
        : throw TemplateFault.Value($"Replacement index {index} out of range for positional args tuple");

    static Value Key(string text) => text.All(char.IsAsciiDigit) && text.Length < 10
        ? IntegerValue.Of(int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture))
        : new TextValue(text);

    static string NotEmpty(string text) => text.Length > 0 ? text : throw TemplateFault.Value("Empty attribute in format string");
}
