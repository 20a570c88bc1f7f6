using System.Globalization;
using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Patterns;
using Sluice.Schema.Validation;
using Sluice.Schema.Values;

namespace Sluice.Schema.Grounding;

/// <summary>
/// Holds a finished answer against its source text: the rules of `x-verbatim` for answers that somebody else has written.
/// Of anyOf and oneOf, one branch that accepts the value decides, a grounded one if there is one; what `contains`, `not` and the
/// unevaluated keywords say about strings is not asked.
/// </summary>
public sealed class GroundingCheck
{
    readonly SourceText source;
    readonly Dictionary<string, GroundedSpan> spans;
    readonly Dictionary<string, UngroundedValue> ungrounded = new(StringComparer.Ordinal);

    GroundingCheck(SourceText source, IReadOnlyDictionary<string, GroundedSpan> before) =>
        (this.source, spans) = (source, new(before, StringComparer.Ordinal));

    /// <param name="answer">A valid answer; an invalid one is checked as far as its schema says what a value is.</param>
    public static GroundingReport Check(JsonSchema schema, JsonElement answer, SourceText source)
    {
        var check = new GroundingCheck(source, new Dictionary<string, GroundedSpan>());
        check.Visit(schema.Root, answer, "");
        return new GroundingReport([.. check.spans.Values], [.. check.ungrounded.Values]);
    }

    void Visit(SchemaNode node, JsonElement value, string path)
    {
        if (node.Verbatim is { } rule && value.ValueKind == JsonValueKind.String)
            Locate(value.GetString()!, rule, path);
        foreach (var part in Together(node, value))
            Visit(part, value, path);
        VisitChoice(node.AnyOf, value, path);
        VisitChoice(node.OneOf, value, path);
        if (value.ValueKind == JsonValueKind.Object)
            VisitMembers(node, value, path);
        else if (value.ValueKind == JsonValueKind.Array)
            VisitItems(node, value, path);
    }

    /// <summary>Schemas that hold for the same value.</summary>
    static IEnumerable<SchemaNode> Together(SchemaNode node, JsonElement value)
    {
        var parts = (node.AllOf ?? []).Concat([node.Ref, node.DynamicRef?.Target]);
        if (node.If is { } condition)
            parts = parts.Concat(Accepts(condition, value) ? [condition, node.Then] : [node.Else]);
        if (node.DependentSchemas is { } dependent && value.ValueKind == JsonValueKind.Object)
            parts = parts.Concat(dependent.Where(pair => value.TryGetProperty(pair.Key, out _)).Select(pair => pair.Value));
        return parts.OfType<SchemaNode>();
    }

    void VisitChoice(IReadOnlyList<SchemaNode>? branches, JsonElement value, string path)
    {
        GroundingCheck? chosen = null;
        foreach (var branch in branches ?? [])
        {
            if (!Accepts(branch, value))
                continue;
            var trial = new GroundingCheck(source, spans);
            trial.Visit(branch, value, path);
            if (chosen is null || trial.ungrounded.Count == 0)
                chosen = trial;
            if (trial.ungrounded.Count == 0)
                break;
        }

        foreach (var (at, span) in chosen?.spans ?? [])
            spans.TryAdd(at, span);
        foreach (var (at, missing) in chosen?.ungrounded ?? [])
            ungrounded.TryAdd(at, missing);
    }

    void VisitMembers(SchemaNode node, JsonElement value, string path)
    {
        foreach (var member in value.EnumerateObject())
        {
            var below = path + "/" + JsonPointer.Escape(member.Name);
            var defined = false;
            if (node.Properties is { } properties && properties.TryGet(member.Name, out var schema))
            {
                defined = true;
                Visit(schema, member.Value, below);
            }

            foreach (var (pattern, matched) in node.PatternProperties ?? [])
            {
                if (!Matches(pattern, member.Name))
                    continue;
                defined = true;
                Visit(matched, member.Value, below);
            }

            if (!defined && node.AdditionalProperties is { } additional)
                Visit(additional, member.Value, below);
        }
    }

    void VisitItems(SchemaNode node, JsonElement value, string path)
    {
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if ((index < node.PrefixItems?.Count ? node.PrefixItems[index] : node.Items) is { } schema)
                Visit(schema, item, string.Create(CultureInfo.InvariantCulture, $"{path}/{index}"));
            index++;
        }
    }

    void Locate(string value, VerbatimRule rule, string path)
    {
        if (source.TryLocate(value, rule, path, spans.Where(other => other.Key != path).Select(other => other.Value), out var span))
            spans[path] = span;
        else
            ungrounded.TryAdd(path, new UngroundedValue(path, value));
    }

    /// <summary>A pattern too costly to decide counts as matching: the validator refuses such an answer anyway.</summary>
    static bool Matches(EcmaPattern pattern, string name)
    {
        try
        {
            return pattern.IsMatch(name, new PatternBudget());
        }
        catch (PatternBudgetException)
        {
            return true;
        }
    }

    static bool Accepts(SchemaNode schema, JsonElement value) => Validator.Validate(schema, value).Count == 0;
}
