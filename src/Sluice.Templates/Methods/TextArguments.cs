using System.Numerics;
using Sluice.Templates.Operators;
using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

/// <summary>What methods of text take: other text, and numbers.</summary>
internal static class TextArguments
{
    public static TextValue Text(string method, Value value) => value as TextValue
        ?? throw TemplateFault.Type($"{method} argument must be str, not {value.TypeName}");

    public static int Number(Value? value, int otherwise) =>
        value is null ? otherwise : (int)BigInteger.Max(int.MinValue, BigInteger.Min(int.MaxValue, Numbers.Integer(value)));

    /// <summary>The part of a text between two bounds in code points, as UTF-16 offsets; null when the first lies past the end or the second.</summary>
    public static (int Start, int End)? Span(TextValue text, Value? start, Value? end)
    {
        var from = Bound(start, 0, text.Length);
        var to = Math.Min(Bound(end, text.Length, text.Length), text.Length);
        return from > to ? null : (text.Start(from), text.Start(to));
    }

    static int Bound(Value? value, int otherwise, int length)
    {
        if (value is null or NoneValue)
            return otherwise;
        var number = Number(value, otherwise);
        return number < 0 ? Math.Max(0, number + length) : number;
    }
}
