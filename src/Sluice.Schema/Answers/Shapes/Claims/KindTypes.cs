using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>Types of JSON Schema by the kinds of alternatives.</summary>
internal static class KindTypes
{
    /// <summary>The kinds whose values are too many to be tried one by one.</summary>
    public static readonly AlternativeKind[] Rich = [AlternativeKind.Number, AlternativeKind.String, AlternativeKind.Array, AlternativeKind.Object];

    static readonly JsonElement[] Literals = [Parse("null"), Parse("true"), Parse("false")];

    public static JsonTypes TypesOf(AlternativeKind kind) => kind switch
    {
        AlternativeKind.Null => JsonTypes.Null,
        AlternativeKind.True or AlternativeKind.False => JsonTypes.Boolean,
        AlternativeKind.Number => JsonTypes.Integer | JsonTypes.Number,
        AlternativeKind.String => JsonTypes.String,
        AlternativeKind.Array => JsonTypes.Array,
        _ => JsonTypes.Object,
    };

    /// <summary>The value of a kind that has only one.</summary>
    public static JsonElement Literal(AlternativeKind kind) => Literals[(int)kind];

    public static bool IsOf(JsonElement value, AlternativeKind kind) => value.ValueKind switch
    {
        JsonValueKind.Null => kind == AlternativeKind.Null,
        JsonValueKind.True => kind == AlternativeKind.True,
        JsonValueKind.False => kind == AlternativeKind.False,
        JsonValueKind.Number => kind == AlternativeKind.Number,
        JsonValueKind.String => kind == AlternativeKind.String,
        JsonValueKind.Array => kind == AlternativeKind.Array,
        _ => kind == AlternativeKind.Object,
    };

    /// <summary>Whether the type keyword of a schema allows values of a kind.</summary>
    public static bool Admits(SchemaNode node, AlternativeKind kind) => node.Type is not { } named || (named & TypesOf(kind)) != 0;

    /// <summary>Whether it names integers, but not all numbers.</summary>
    public static bool AsksForIntegers(SchemaNode node) => node.Type is { } named && named.HasFlag(JsonTypes.Integer) && !named.HasFlag(JsonTypes.Number);

    /// <summary>The same by draft 4, where 1.0 is none.</summary>
    public static bool AsksForWrittenIntegers(SchemaNode node) => AsksForIntegers(node) && node.IntegersAreWritten;

    /// <summary>Whether a schema has keywords of its own that concern a kind, beside sizes and required keys, which are claims of their own.</summary>
    public static bool HasOwn(SchemaNode node, AlternativeKind kind) => NamedByNode.Names(node) || kind switch
    {
        AlternativeKind.Number => AsksForIntegers(node) || node is not { Minimum: null, ExclusiveMinimum: null, Maximum: null, ExclusiveMaximum: null, MultipleOf: null },
        AlternativeKind.String => node is not { Pattern: null, Format: null, Verbatim: null },
        AlternativeKind.Array => node.UniqueItems || node is not { PrefixItems: null, Items: null, UnevaluatedItems: null },
        AlternativeKind.Object => node is not { Properties: null, PatternProperties: null, AdditionalProperties: null, PropertyNames: null, UnevaluatedProperties: null },
        _ => false,
    };

    static JsonElement Parse(string json) => JsonElement.Parse(json);
}
