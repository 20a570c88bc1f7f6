using Sluice.Schema.Answers;
using Sluice.Schema.Answers.Loosening;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Advice;

/// <summary>Finds optional keys whose schemas contradict themselves. One that is `false` forbids its key on purpose and is none of them.</summary>
internal static class UnfillableKeys
{
    const int MaxTried = 200;  // keys whose schemas are compiled on their own; larger schemas are looked through up to there
    const int MaxRefused = 5;  // of them that were beyond the machine: the slow ones

    public static IEnumerable<SchemaNode> Of(SchemaGraph graph, IEnumerable<SchemaNode> nodes)
    {
        if (graph.HasDynamicTargets) // what a key means is only known together with the way that led to it
            yield break;
        var refused = 0;
        foreach (var property in nodes.SelectMany(OptionalKeys).Distinct().Take(MaxTried))
        {
            if (Refusal(property) is not { } refusal)
                continue;
            if (refusal.NothingFits)
                yield return property;
            else if (++refused >= MaxRefused)
                yield break;
        }
    }

    static IEnumerable<SchemaNode> OptionalKeys(SchemaNode node) =>
        (node.Properties ?? Enumerable.Empty<KeyValuePair<string, SchemaNode>>())
            .Where(pair => pair.Value.Always is null && node.Required?.Contains(pair.Key) != true)
            .Select(pair => pair.Value);

    static UnsupportedSchemaException? Refusal(SchemaNode property)
    {
        try
        {
            AnswerGrammar.Compile(property, AnswerOptions.Reading);
            return null;
        }
        catch (UnsupportedSchemaException refusal)
        {
            return refusal;
        }
    }
}
