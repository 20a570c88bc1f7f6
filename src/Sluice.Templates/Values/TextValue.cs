using Sluice.Templates.Methods;
using Sluice.Templates.Running;
using Sluice.Templates.Text;

namespace Sluice.Templates.Values;

/// <summary>Text, counted by code point. Safe text (from the <c>safe</c> and <c>escape</c> filters) escapes what is added to it.</summary>
internal sealed class TextValue(string raw, bool isSafe = false) : Value
{
    public static readonly TextValue Empty = new("");

    int[]? starts;       // where each code point offsets; only for text with surrogates
    int count = -1;      // code points; -1 until counted

    public string Raw => raw;

    public bool IsSafe => isSafe;

    public override string TypeName => isSafe ? "Markup" : "str";

    public override bool IsTrue => raw.Length > 0;

    public override long Weight => 1 + raw.Length / Rendering.CharactersPerStep;

    public override int? Count => Length;

    public int Length
    {
        get
        {
            if (count < 0)
                count = CodePoints.Count(raw);
            return count;
        }
    }

    public TextValue With(string text) => isSafe ? new(text, true) : new(text);

    public override string ToText(Rendering rendering) => raw;

    public override void WriteRepr(ReprWriter writer)
    {
        if (isSafe)
            writer.Append("Markup(");
        PythonQuote.Append(writer.Text, raw);
        if (isSafe)
            writer.Append(")");
    }

    public override IEnumerable<Value> Iterate() => CodePoints.Each(raw).Select(c => new TextValue(c));

    public override Value? GetAttribute(string name) => TextMethods.Find(this, name);

    public override Value? GetItem(Value key)
    {
        if (!Operators.Numbers.TryInteger(key, out var number))
            return null;
        if (number < 0)
            number += Length;
        return number >= 0 && number < Length ? With(At((int)number)) : null;
    }

    /// <summary>The code point at <paramref name="index"/>, which must be within.</summary>
    public string At(int index)
    {
        if (Length == raw.Length)
            return raw.Substring(index, 1);
        var start = Start(index);
        return raw.Substring(start, CodePoints.WidthAt(raw, start));
    }

    /// <summary>Where the code point at <paramref name="index"/> offsets in UTF-16; the end for the index after the last.</summary>
    public int Start(int index)
    {
        if (Length == raw.Length)
            return index;
        if (starts is null)
        {
            var offsets = new int[Length + 1];
            var at = 0;
            for (var i = 0; i < offsets.Length; i++)
            {
                offsets[i] = at;
                at += at < raw.Length ? CodePoints.WidthAt(raw, at) : 0;
            }

            starts = offsets;
        }

        return starts[index];
    }

    public override bool Equals(object? obj) => obj is TextValue other && other.Raw == raw;

    public override int GetHashCode() => raw.GetHashCode(StringComparison.Ordinal);
}
