using System.Globalization;
using Sluice.Templates.Text;

namespace Sluice.Templates.Formatting;

/// <summary>What stands after the colon of a replacement field: <c>[[fill]align][sign][#][0][width][grouping][.precision][type]</c>.</summary>
internal sealed record FormatSpec
{
    /// <summary>Null where none was given.</summary>
    public string? Fill { get; private init; }

    /// <summary>A zero before the width: numbers are filled with zeros after their sign.</summary>
    public bool Zeros { get; private init; }

    /// <summary>&lt;, &gt;, ^ or =; null for the type's own.</summary>
    public char? Align { get; private init; }

    public string FillOrUsual => Fill ?? (Zeros ? "0" : " ");

    public char NumberAlign => Align ?? (Zeros ? '=' : '>');

    public char? Sign { get; private init; }

    public bool Alternate { get; private init; }

    public int Width { get; private init; }

    /// <summary>A comma or underscore between groups of digits.</summary>
    public char? Grouping { get; private init; }

    public int? Precision { get; private init; }

    public char? Type { get; private init; }

    public static FormatSpec Parse(string text, string typeName)
    {
        var at = 0;
        FormatSpec spec = new();
        var first = text.Length > 0 ? CodePoints.WidthAt(text, 0) : 0;
        if (text.Length > first && IsAlign(text[first]))
            (spec, at) = (spec with { Fill = text[..first], Align = text[first] }, first + 1);
        else if (text.Length > 0 && IsAlign(text[0]))
            (spec, at) = (spec with { Align = text[0] }, 1);

        if (Peek() is '+' or '-' or ' ')
            spec = spec with { Sign = text[at++] };
        if (Peek() == '#')
            (spec, at) = (spec with { Alternate = true }, at + 1);
        if (Peek() == '0')
            (spec, at) = (spec with { Zeros = true }, at + 1);
        spec = spec with { Width = Number() ?? 0 };
        if (Peek() is ',' or '_')
            spec = spec with { Grouping = text[at++] };
        if (Peek() == '.')
        {
            at++;
            spec = spec with { Precision = Number() ?? throw TemplateFault.Value("Format specifier missing precision") };
        }

        if (at < text.Length)
            spec = spec with { Type = text[at++] };
        return at == text.Length ? spec
            : throw TemplateFault.Value($"Invalid format specifier '{text}' for object of type '{typeName}'");

        char Peek() => at < text.Length ? text[at] : '\0';

        int? Number()
        {
            var start = at;
            while (char.IsAsciiDigit(Peek()))
                at++;
            if (start == at)
                return null;
            return int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
                : throw TemplateFault.Value("Too many decimal digits in format string");
        }
    }

    static bool IsAlign(char c) => c is '<' or '>' or '^' or '=';
}
