using System.Text.Json;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Advice;

/// <summary>The bounds of a number in people's words: " from 1 to 5 in steps of 0.5".</summary>
internal static class NumberPhrase
{
    public static string Of(SchemaNode node)
    {
        string?[] said =
        [
            node.Minimum is null ? null : "from " + Figure(node, "minimum"),
            node.ExclusiveMinimum is null ? null : "above " + Figure(node, "exclusiveMinimum", "minimum"),
            node.Maximum is null ? null : (node.Minimum is null ? "up to " : "to ") + Figure(node, "maximum"),
            node.ExclusiveMaximum is null ? null : "below " + Figure(node, "exclusiveMaximum", "maximum"),
            node.MultipleOf is null ? null : "in steps of " + Figure(node, "multipleOf"),
        ];
        return string.Concat(said.OfType<string>().Select(words => " " + words));
    }

    /// <summary>A bound as the schema writes it; draft 4 writes an exclusive one as a flag beside the bound.</summary>
    static string Figure(SchemaNode node, params string[] keywords) => keywords
        .Select(keyword => node.Source.TryGetProperty(keyword, out var figure) && figure.ValueKind == JsonValueKind.Number ? figure.GetRawText() : null)
        .First(text => text is not null)!;
}
