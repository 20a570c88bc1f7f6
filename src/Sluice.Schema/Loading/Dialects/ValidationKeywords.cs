using System.Text.Json;
using Sluice.Schema.Values;

namespace Sluice.Schema.Loading.Dialects;

/// <summary>The vocabulary "validation": what a value itself must be.</summary>
internal static class ValidationKeywords
{
    const string TypeNames = "\"null\", \"boolean\", \"integer\", \"number\", \"string\", \"array\" or \"object\", or an array of different ones";

    public static readonly IReadOnlyDictionary<string, KeywordReader> Readers = new Dictionary<string, KeywordReader>
    {
        ["type"] = static keyword => keyword.Node.Type = Types(keyword),
        ["enum"] = static keyword => keyword.Node.Enum = keyword.Array("an array of the values allowed"),
        ["const"] = static keyword => keyword.Node.Const = keyword.Value,
        ["multipleOf"] = static keyword => keyword.Node.MultipleOf = Divisor(keyword),
        ["minimum"] = static keyword => keyword.Node.Minimum = keyword.Number(),
        ["exclusiveMinimum"] = static keyword => keyword.Node.ExclusiveMinimum = keyword.Number(),
        ["maximum"] = static keyword => keyword.Node.Maximum = keyword.Number(),
        ["exclusiveMaximum"] = static keyword => keyword.Node.ExclusiveMaximum = keyword.Number(),
        ["minLength"] = static keyword => keyword.Node.MinLength = keyword.Count(),
        ["maxLength"] = static keyword => keyword.Node.MaxLength = keyword.Count(),
        ["pattern"] = static keyword => keyword.Node.Pattern = keyword.Pattern(),
        ["minItems"] = static keyword => keyword.Node.MinItems = keyword.Count(),
        ["maxItems"] = static keyword => keyword.Node.MaxItems = keyword.Count(),
        ["uniqueItems"] = static keyword => keyword.Node.UniqueItems = keyword.Boolean(),
        ["minContains"] = static keyword => keyword.Node.MinContains = keyword.Count(),
        ["maxContains"] = static keyword => keyword.Node.MaxContains = keyword.Count(),
        ["minProperties"] = static keyword => keyword.Node.MinProperties = keyword.Count(),
        ["maxProperties"] = static keyword => keyword.Node.MaxProperties = keyword.Count(),
        ["required"] = static keyword => keyword.Node.Required = keyword.Names(),
        ["dependentRequired"] = static keyword => keyword.Node.DependentRequired = keyword.NamesByName(),
    };

    static JsonNumber Divisor(KeywordValue keyword)
    {
        var number = keyword.Number();
        return number.Sign > 0 && number.Digits.Length <= 400 ? number : throw keyword.Refused("a number above 0, of at most 400 digits");
    }

    static JsonTypes Types(KeywordValue keyword)
    {
        if (keyword.Value.ValueKind == JsonValueKind.String)
            return TypeOf(keyword.Value) ?? throw keyword.Refused(TypeNames);
        var types = JsonTypes.None;
        foreach (var item in keyword.Array(TypeNames))
        {
            var type = TypeOf(item) ?? throw keyword.Refused(TypeNames);
            if ((types & type) != 0)
                throw keyword.Refused(TypeNames);
            types |= type;
        }

        return types == JsonTypes.None ? throw keyword.Refused(TypeNames) : types;
    }

    static JsonTypes? TypeOf(JsonElement name) => name.ValueKind != JsonValueKind.String ? null : name.GetString() switch
    {
        "null" => JsonTypes.Null,
        "boolean" => JsonTypes.Boolean,
        "integer" => JsonTypes.Integer,
        "number" => JsonTypes.Number,
        "string" => JsonTypes.String,
        "array" => JsonTypes.Array,
        "object" => JsonTypes.Object,
        _ => null,
    };
}
