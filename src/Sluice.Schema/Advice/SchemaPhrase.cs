using System.Globalization;
using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Advice;

/// <summary>What one schema says of a value by itself, in people's words, without the schemas in it.</summary>
internal static class SchemaPhrase
{
    const int ListedValues = 8; // of an enum; more make the line hard to read

    static readonly JsonTypes[] order = [JsonTypes.Null, JsonTypes.Boolean, JsonTypes.Integer, JsonTypes.Number, JsonTypes.String, JsonTypes.Array, JsonTypes.Object];

    static readonly HashSet<string> silent =
        ["$schema", "$id", "$anchor", "$dynamicAnchor", "$comment", "$defs", "definitions", "title", "description", "default", "examples"];

    public static string Of(SchemaNode node)
    {
        if (node.Always is { } always)
            return always ? "any value" : "no value at all";
        if (node.Const is { } single)
            return $"exactly {JsonPointer.Excerpt(single)}";
        if (node.Enum is { } values)
            return "one of " + string.Join(", ", values.Take(ListedValues).Select(JsonPointer.Excerpt)) + (values.Count > ListedValues ? string.Create(CultureInfo.InvariantCulture, $" and {values.Count - ListedValues} more") : "");
        if (node.Type is { } types)
            return string.Join(" or ", Single(types).Select(type => Noun(type) + Detail(node, type)));
        var conditions = Single(Meant(node)).Select(type => Noun(type) + " only" + (Detail(node, type) is { Length: > 0 } detail ? detail : " as follows")).ToList();
        return conditions.Count > 0 ? "any value, but " + string.Join(", ", conditions) : HasParts(node) ? "a value" : "any value";
    }

    /// <summary>Whether schemas stand in it that an outline shows below it.</summary>
    public static bool HasParts(SchemaNode node) => node is not
    {
        Properties: null, Required: null, PatternProperties: null, AdditionalProperties: null, PropertyNames: null, UnevaluatedProperties: null, DependentRequired: null, DependentSchemas: null,
        Items: null, PrefixItems: null, Contains: null, UnevaluatedItems: null, AllOf: null, AnyOf: null, OneOf: null, Not: null, If: null, Ref: null, DynamicRef: null,
    };

    /// <summary>Whether a schema is only another name for the one it refers to.</summary>
    public static bool IsOnlyReference(SchemaNode node) =>
        node.Source is { ValueKind: JsonValueKind.Object } source && source.EnumerateObject().All(member => member.Name == "$ref" || !Says(member.Name));

    /// <summary>Whether a keyword says something about values.</summary>
    public static bool Says(string keyword) => !silent.Contains(keyword);

    static IEnumerable<JsonTypes> Single(JsonTypes types) =>
        order.Where(type => types.HasFlag(type) && !(type == JsonTypes.Integer && types.HasFlag(JsonTypes.Number)));

    static string Noun(JsonTypes type) => type switch
    {
        JsonTypes.Null => "null",
        JsonTypes.Boolean => "true or false",
        JsonTypes.Integer => "a whole number",
        JsonTypes.Number => "a number",
        JsonTypes.String => "a string",
        JsonTypes.Array => "an array",
        _ => "an object",
    };

    static string Detail(SchemaNode node, JsonTypes type) => type switch
    {
        JsonTypes.Integer or JsonTypes.Number => NumberPhrase.Of(node),
        JsonTypes.String => Between(node.MinLength, node.MaxLength, "character") + StringPhrase.Of(node),
        JsonTypes.Array => Between(node.MinItems, node.MaxItems, "item") + (node.UniqueItems ? " without repetitions" : ""),
        JsonTypes.Object => Between(node.MinProperties, node.MaxProperties, "key"),
        _ => "",
    };

    static string Between(int? least, int? most, string noun) => (least is 0 ? null : least, most) switch
    {
        (null, null) => "",
        ({ } low, null) => " of at least " + Count(low, noun),
        (null, { } high) => " of at most " + Count(high, noun),
        ({ } low, { } high) when low == high => " of " + Count(low, noun),
        ({ } low, { } high) => string.Create(CultureInfo.InvariantCulture, $" of {low} to {high} {noun}s"),
    };

    static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>The types that keywords speak of where no `type` stands beside them.</summary>
    static JsonTypes Meant(SchemaNode node)
    {
        var types = JsonTypes.None;
        if (node is not { Properties: null, Required: null, PatternProperties: null, AdditionalProperties: null, MinProperties: null, MaxProperties: null })
            types |= JsonTypes.Object;
        if (node is not { Items: null, PrefixItems: null, MinItems: null, MaxItems: null, UniqueItems: false, Contains: null })
            types |= JsonTypes.Array;
        if (node is not { Pattern: null, Format: null, MinLength: null, MaxLength: null, Verbatim: null })
            types |= JsonTypes.String;
        if (node is not { Minimum: null, Maximum: null, ExclusiveMinimum: null, ExclusiveMaximum: null, MultipleOf: null })
            types |= JsonTypes.Number;
        return types;
    }
}
