using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Validation;

/// <summary>References, allOf, anyOf, oneOf, not, if/then/else and dependentSchemas: schemas that apply to the same value.</summary>
internal static class CombinationChecks
{
    const int ListedReasons = 4; // alternatives explained in a message
    const int ReasonLength = 200; // characters; alternatives within alternatives would fill pages

    public static bool Accept(ValidationRun run, SchemaNode node, JsonElement value, Evaluated? evaluated)
    {
        var accepts = true;
        foreach (var schema in Conjuncts(run, node, value))
        {
            accepts &= run.Apply(schema, value, evaluated);
            if (!accepts && run.IsDone)
                return false;
        }

        return accepts & AcceptAny(run, node, value, evaluated) & AcceptOne(run, node, value, evaluated)
            & AcceptNot(run, node, value) & AcceptCondition(run, node, value, evaluated);
    }

    /// <summary>The schemas that must all accept the value.</summary>
    static IEnumerable<SchemaNode> Conjuncts(ValidationRun run, SchemaNode node, JsonElement value)
    {
        if (node.Ref is not null)
            yield return node.Ref;
        if (node.DynamicRef is not null)
            yield return run.Target(node.DynamicRef);
        foreach (var schema in node.AllOf ?? [])
            yield return schema;
        if (node.DependentSchemas is not null && value.ValueKind == JsonValueKind.Object)
            foreach (var (name, schema) in node.DependentSchemas)
                if (value.TryGetProperty(name, out _))
                    yield return schema;
    }

    static bool AcceptAny(ValidationRun run, SchemaNode node, JsonElement value, Evaluated? evaluated)
    {
        if (node.AnyOf is null)
            return true;
        var accepts = false;
        var reasons = new List<string>();
        foreach (var schema in node.AnyOf)
        {
            accepts |= Try(run, schema, value, evaluated, reasons);
            // The others count only when somebody asks what they evaluated.
            if (accepts && evaluated is null)
                return true;
        }

        return accepts || FitsNone(run, node, "anyOf", node.AnyOf.Count, reasons);
    }

    static bool AcceptOne(ValidationRun run, SchemaNode node, JsonElement value, Evaluated? evaluated)
    {
        if (node.OneOf is null)
            return true;
        var fitting = new List<int>();
        var reasons = new List<string>();
        for (var i = 0; i < node.OneOf.Count && fitting.Count < 2; i++)
            if (Try(run, node.OneOf[i], value, evaluated, reasons))
                fitting.Add(i + 1);
        return fitting.Count switch
        {
            0 => FitsNone(run, node, "oneOf", node.OneOf.Count, reasons),
            1 => true,
            _ => FitsTwo(run, node, fitting[0], fitting[1]),
        };
    }

    static bool AcceptNot(ValidationRun run, SchemaNode node, JsonElement value) =>
        node.Not is null || !run.Try(node.Not, value, null) || Fits(run, node);

    static bool AcceptCondition(ValidationRun run, SchemaNode node, JsonElement value, Evaluated? evaluated)
    {
        if (node.If is null)
            return true;
        var branch = run.Try(node.If, value, evaluated) ? node.Then : node.Else;
        return branch is null || run.Apply(branch, value, evaluated);
    }

    static bool Try(ValidationRun run, SchemaNode schema, JsonElement value, Evaluated? evaluated, List<string> reasons)
    {
        var aside = new ErrorList(1);
        if (run.Try(schema, value, evaluated, aside))
            return true;
        if (aside.Errors is [var error, ..] && reasons.Count <= ListedReasons)
            reasons.Add(reasons.Count == ListedReasons ? "…" : Reason(error));
        return false;
    }

    // The sentences stand apart: in the methods above they would swell each frame of the recursion.
    static bool FitsNone(ValidationRun run, SchemaNode node, string keyword, int count, List<string> reasons) =>
        run.Fail(node, keyword, $"fits none of the {count} alternatives: {string.Join("; ", reasons)}");

    static bool FitsTwo(ValidationRun run, SchemaNode node, int first, int second) =>
        run.Fail(node, "oneOf", $"must fit exactly one of the {node.OneOf!.Count} alternatives, but fits number {first} and number {second}");

    static bool Fits(ValidationRun run, SchemaNode node) =>
        run.Fail(node, "not", $"must not match the schema under \"not\", but does");

    static string Reason(SchemaError error) =>
        JsonPointer.Shorten(error.InstancePath.Length == 0 ? error.Message : $"{error.InstancePath} {error.Message}", ReasonLength);
}
