using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Sluice.Templates.Values;

namespace Sluice.Templates.Json;

/// <summary>JSON as the template sees it: a number with a point or exponent is a float, others are integers; the last of equal keys counts.</summary>
internal static class JsonReading
{
    const int MostDigits = 4300;         // digits; as many as Python reads

    public static Value ToValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ToDict(element),
        JsonValueKind.Array => ToList(element),
        JsonValueKind.String => new TextValue(ToText(element)),
        JsonValueKind.Number => ToNumber(element.GetRawText()),
        JsonValueKind.True => BoolValue.True,
        JsonValueKind.False => BoolValue.False,
        _ => NoneValue.Instance,
    };

    static ListValue ToList(JsonElement element)
    {
        var items = new Value[element.GetArrayLength()];
        var i = 0;
        foreach (var item in element.EnumerateArray())
            items[i++] = ToValue(item);
        return new ListValue(items);
    }

    static DictValue ToDict(JsonElement element)
    {
        DictValue dict = new(element.GetPropertyCount());
        foreach (var property in element.EnumerateObject())
            dict.Set(new TextValue(property.Name), ToValue(property.Value));
        return dict.Sealed();
    }

    static string ToText(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw TemplateFault.Value("a string of the variables holds half a surrogate pair, which is no text");
        }
    }

    static Value ToNumber(string written)
    {
        if (written.AsSpan().IndexOfAny(".eE") >= 0)
            return new FloatValue(double.Parse(written, NumberStyles.Float, CultureInfo.InvariantCulture), written);
        return written.Length <= MostDigits
            ? IntegerValue.Of(BigInteger.Parse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : throw TemplateFault.Value($"an integer of the variables has more than {MostDigits} digits");
    }
}
