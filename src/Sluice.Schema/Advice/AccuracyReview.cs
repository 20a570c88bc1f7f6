using Sluice.Schema.Answers.Loosening;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Advice;

/// <summary>Looks through a schema for what would cost accuracy when a model writes answers to it.</summary>
public static class AccuracyReview
{
    /// <summary>What is found, a kind after the other: the order of keys, arrays without end, keys nobody can fill, quotations that must be made up, objects left open.</summary>
    public static IReadOnlyList<AccuracyAdvice> Of(JsonSchema schema)
    {
        var graph = new SchemaGraph(schema.Root);
        var nodes = graph.Nodes.Where(graph.IsDirect).ToList();
        return
        [
            .. nodes.Select(AnswerOrder.Advise).OfType<AccuracyAdvice>(),
            .. Advise(nodes.Where(HasNoEnd), "an array without end: a model that begins to repeat itself goes on until its tokens are used up; set maxItems"),
            .. Advise(UnfillableKeys.Of(graph, nodes), "an optional key that no value can ever fill: a model that begins it has lost; leave it out and set additionalProperties to false"),
            .. Advise(nodes.SelectMany(ForcedQuotations), "must be quoted even from a text that says nothing of the kind; allow null, or do not require it"),
            .. Advise(nodes.Where(IsOpen), "an object that allows keys which the schema does not name: a model may invent some; set additionalProperties to false"),
        ];
    }

    static IEnumerable<AccuracyAdvice> Advise(IEnumerable<SchemaNode> nodes, string sentence) =>
        nodes.Distinct().Select(node => new AccuracyAdvice(node.Path, sentence));

    static bool HasNoEnd(SchemaNode node)
    {
        var mayBeArray = node.Type is { } type ? type.HasFlag(JsonTypes.Array) : node.Items is not null;
        var isOfFewValues = node is { UniqueItems: true, Items: { Enum: not null } or { Const: not null } };
        return mayBeArray && !isOfFewValues && node is { MaxItems: null, Enum: null, Const: null } && node.Items?.Always != false;
    }

    static IEnumerable<SchemaNode> ForcedQuotations(SchemaNode node) =>
        (node.Properties ?? Enumerable.Empty<KeyValuePair<string, SchemaNode>>())
            .Where(pair => node.Required?.Contains(pair.Key) == true)
            .Select(pair => pair.Value)
            .Where(property => property is { Verbatim: not null, AnyOf: null, OneOf: null, Ref: null } && property.Type?.HasFlag(JsonTypes.Null) != true);

    static bool IsOpen(SchemaNode node) =>
        node is { Properties.Count: > 0, AdditionalProperties: null, UnevaluatedProperties: null, PatternProperties: null, PropertyNames: null, Enum: null, Const: null };
}
