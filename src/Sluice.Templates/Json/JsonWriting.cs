using System.Globalization;
using System.Text;
using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Json;

/// <summary>A value as Python's <c>json.dumps</c> writes it.</summary>
internal sealed class JsonWriting(JsonStyle style, Rendering rendering)
{
    readonly StringBuilder json = new();

    public static string Of(Value value, JsonStyle style, Rendering rendering)
    {
        JsonWriting writing = new(style, rendering);
        writing.Write(value, 0);
        rendering.ChargeText(writing.json.Length);
        return writing.json.ToString();
    }

    void Write(Value value, int level)
    {
        rendering.CheckLength(json.Length);
        switch (value)
        {
            case NoneValue:
                json.Append("null");
                break;
            case BoolValue:
                json.Append(value.IsTrue ? "true" : "false");
                break;
            case IntegerValue integer:
                json.Append(integer.ToDigits());
                break;
            case FloatValue number:
                json.Append(style.KeepsSpelling && number.Written is { } written ? written : Real(number.Number));
                break;
            case TextValue text:
                WriteText(text.Raw);
                break;
            case SequenceValue row:
                WriteRow(row, level);
                break;
            case DictValue dict:
                WriteDict(dict, level);
                break;
            default:
                throw TemplateFault.Type($"Object of type {value.TypeName} is not JSON serializable");
        }
    }

    void WriteRow(SequenceValue row, int level)
    {
        json.Append('[');
        for (var i = 0; i < row.Items.Length; i++)
        {
            Separate(i, level + 1);
            Write(row.Items[i], level + 1);
        }

        Close(row.Items.Length, level, ']');
    }

    void WriteDict(DictValue dict, int level)
    {
        IEnumerable<KeyValuePair<Value, Value>> entries = dict.Entries;
        if (style.SortKeys)
            entries = Ordering.Sort([.. entries], entry => entry.Key, reverse: false, rendering);
        json.Append('{');
        var i = 0;
        foreach (var (key, value) in entries)
        {
            Separate(i++, level + 1);
            WriteText(KeyText(key));
            json.Append(style.KeySeparator);
            Write(value, level + 1);
        }

        Close(i, level, '}');
    }

    void Separate(int index, int level)
    {
        if (index > 0)
            json.Append(style.ItemSeparator);
        Indent(level);
    }

    void Close(int count, int level, char bracket)
    {
        if (count > 0)
            Indent(level);
        json.Append(bracket);
    }

    void Indent(int level)
    {
        if (style.Indent is null)
            return;
        rendering.CheckLength(json.Length + (long)level * style.Indent.Length);
        json.Append('\n');
        for (var i = 0; i < level; i++)
            json.Append(style.Indent);
    }

    static string KeyText(Value key) => key switch
    {
        TextValue text => text.Raw,
        BoolValue => key.IsTrue ? "true" : "false",
        NoneValue => "null",
        IntegerValue integer => integer.ToDigits(),
        FloatValue number => Real(number.Number),
        _ => throw TemplateFault.Type($"keys must be str, int, float, bool or None, not {key.TypeName}"),
    };

    static string Real(double number) => number switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        _ => FloatText.Repr(number),
    };

    void WriteText(string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                '\f' => json.Append("\\f"),
                '\b' => json.Append("\\b"),
                < ' ' => Escape(c),
                > '~' when style.EnsureAscii => Escape(c),
                _ => json.Append(c),
            };
        }

        json.Append('"');
    }

    StringBuilder Escape(char c) => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
}
