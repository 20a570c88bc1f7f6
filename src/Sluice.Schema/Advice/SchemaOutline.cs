using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Advice;

/// <summary>Says in people's words what a schema accepts, a line for each part, indented by its depth.</summary>
public sealed class SchemaOutline
{
    const int MaxLines = 200; // more are not read by anybody

    readonly List<string> lines = [];
    readonly HashSet<SchemaNode> told = [];

    SchemaOutline()
    {
    }

    /// <summary>The outline; long ones end with a line that says how much was left out.</summary>
    public static IReadOnlyList<string> Of(JsonSchema schema)
    {
        var outline = new SchemaOutline();
        outline.Write(schema.Root, "", 0);
        var left = outline.lines.Count - MaxLines;
        return left <= 0 ? outline.lines : [.. outline.lines.Take(MaxLines), FormattableString.Invariant($"… and {left} more lines")];
    }

    void Write(SchemaNode node, string lead, int depth)
    {
        while (node is { Ref: { } target } && SchemaPhrase.IsOnlyReference(node))
            node = target;
        var isNew = told.Add(node);
        var again = !isNew && SchemaPhrase.HasParts(node) ? $", as {node.Path} above" : "";
        var choice = isNew ? OnlyChoice(node) : null;
        Say($"{lead}{choice?.Words ?? SchemaPhrase.Of(node)}{again}", depth);
        foreach (var way in choice?.Ways ?? [])
            Write(way, "- ", depth + 1);
        if (isNew && choice is null)
            WriteParts(node, depth + 1);
    }

    /// <summary>The ways of a schema that says nothing but that one must be taken; null of any other.</summary>
    static (string Words, IReadOnlyList<SchemaNode> Ways)? OnlyChoice(SchemaNode node)
    {
        var said = node.Source is { ValueKind: System.Text.Json.JsonValueKind.Object } source ? source.EnumerateObject().Select(member => member.Name).Where(SchemaPhrase.Says).ToList() : [];
        return said switch
        {
            ["anyOf"] => ("at least one of these:", node.AnyOf!),
            ["oneOf"] => ("exactly one of these:", node.OneOf!),
            _ => null,
        };
    }

    void WriteParts(SchemaNode node, int depth)
    {
        foreach (var (name, property) in node.Properties ?? Enumerable.Empty<KeyValuePair<string, SchemaNode>>())
        {
            if (property.Always == false)
                Say($"\"{name}\" must not be there", depth);
            else
                Write(property, $"\"{name}\"{(node.Required?.Contains(name) == true ? "" : " (optional)")}: ", depth);
        }

        foreach (var name in (node.Required ?? []).Where(name => node.Properties?.Contains(name) != true))
            Say($"\"{name}\": any value that the other lines allow", depth);
        foreach (var (pattern, schema) in node.PatternProperties ?? [])
            Write(schema, $"keys that match {pattern.Source}: ", depth);
        if (node is { AdditionalProperties: null, UnevaluatedProperties: null } and not { Properties: null, PatternProperties: null })
            Say("other keys: any value", depth);
        WriteIf(node.AdditionalProperties, "other keys: ", depth);
        WriteIf(node.UnevaluatedProperties, "keys that nothing else describes: ", depth);
        WriteIf(node.PropertyNames, "every key: ", depth);
        foreach (var (name, needed) in node.DependentRequired ?? [])
            Say($"with \"{name}\" also {string.Join(", ", needed.Select(other => $"\"{other}\""))}", depth);
        foreach (var (name, schema) in node.DependentSchemas ?? Enumerable.Empty<KeyValuePair<string, SchemaNode>>())
            Write(schema, $"with \"{name}\" it must be: ", depth);
        for (var index = 0; index < node.PrefixItems?.Count; index++)
            Write(node.PrefixItems[index], FormattableString.Invariant($"item {index + 1}: "), depth);
        WriteIf(node.Items, node.PrefixItems is null ? "each item: " : "each item after those: ", depth);
        WriteIf(node.Contains, FormattableString.Invariant($"at least {node.MinContains ?? 1}{(node.MaxContains is { } most ? $" and at most {most}" : "")} of the items: "), depth);
        WriteIf(node.UnevaluatedItems, "items that nothing else describes: ", depth);
        WriteEach(node.AllOf, "all of these:", depth);
        WriteEach(node.AnyOf, "at least one of these:", depth);
        WriteEach(node.OneOf, "exactly one of these:", depth);
        WriteIf(node.Not, "but not: ", depth);
        if (node.Ref is { } target)
            Write(target, "and also: ", depth);
        if (node.DynamicRef is { } dynamic)
            Write(dynamic.Target, "and also: ", depth);
        if (node.If is not { } condition)
            return;
        Write(condition, "if it is: ", depth);
        WriteIf(node.Then, "then also: ", depth);
        WriteIf(node.Else, "else also: ", depth);
    }

    void WriteIf(SchemaNode? node, string lead, int depth)
    {
        if (node is { Always: false } && lead.EndsWith("keys: ", StringComparison.Ordinal))
            Say("no other keys", depth); // `false` for keys nobody described
        else if (node is not null)
            Write(node, lead, depth);
    }

    void WriteEach(IReadOnlyList<SchemaNode>? nodes, string lead, int depth)
    {
        if (nodes is null)
            return;
        Say(lead, depth);
        foreach (var node in nodes)
            Write(node, "- ", depth + 1);
    }

    void Say(string line, int depth) => lines.Add(new string(' ', 2 * depth) + line);
}
