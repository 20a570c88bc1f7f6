using Sluice.Templates.Formatting;
using Sluice.Templates.Json;
using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Filters;

/// <summary><c>tojson</c> as transformers sets it up: Python's <c>json.dumps</c>, without HTML escapes.</summary>
internal static class JsonFilter
{
    public static Value ToJson(Value value, Value?[] a, Rendering rendering)
    {
        var indent = Indent(a[1], rendering);
        var (item, key) = Separators(a[2], indent);
        JsonStyle style = new()
        {
            EnsureAscii = a[0]?.IsTrue ?? false,
            Indent = indent,
            ItemSeparator = item,
            KeySeparator = key,
            SortKeys = a[3]?.IsTrue ?? false,
        };
        rendering.Charge(value.Weight);
        return new TextValue(JsonWriting.Of(value, style, rendering));
    }

    static string? Indent(Value? value, Rendering rendering) => value switch
    {
        null or NoneValue => null,
        TextValue text => text.Raw,
        UndefinedValue undefined => throw undefined.Fault(),
        _ => Padding.Blank(Methods.TextArguments.Number(value, 0), " ", rendering),
    };

    static (string Item, string Key) Separators(Value? value, string? indent)
    {
        if (value is null or NoneValue)
            return (indent is null ? ", " : ",", ": ");
        if (value is not SequenceValue { Items: [TextValue item, TextValue key] })
            throw TemplateFault.Type("separators must be a pair of texts: between items, and after a key");
        return (item.Raw, key.Raw);
    }
}
