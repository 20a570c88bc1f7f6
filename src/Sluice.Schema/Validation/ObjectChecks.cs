using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Validation;

/// <summary>Counts, required keys, keys and values of members, dependentRequired.</summary>
internal static class ObjectChecks
{
    public static bool Accept(ValidationRun run, SchemaNode node, JsonElement value, Evaluated? evaluated)
    {
        var accepts = AcceptCount(run, node, value) & AcceptRequired(run, node, value);
        if (accepts || !run.IsDone)
            accepts &= AcceptMembers(run, node, value, evaluated);
        return accepts;
    }

    static bool AcceptCount(ValidationRun run, SchemaNode node, JsonElement value)
    {
        if (node.MinProperties is null && node.MaxProperties is null)
            return true;
        var count = value.GetPropertyCount();
        if (count < node.MinProperties)
            return run.Fail(node, "minProperties", $"must have {node.MinProperties.Value:key} or more, but has {count}");
        if (count > node.MaxProperties)
            return run.Fail(node, "maxProperties", $"must have {node.MaxProperties.Value:key} or fewer, but has {count}");
        return true;
    }

    static bool AcceptRequired(ValidationRun run, SchemaNode node, JsonElement value)
    {
        var accepts = true;
        foreach (var name in node.Required ?? [])
            if (!value.TryGetProperty(name, out _))
                accepts = run.Fail(node, "required", $"the key \"{name}\" is missing");
        foreach (var (trigger, names) in node.DependentRequired ?? [])
            if (value.TryGetProperty(trigger, out _))
                foreach (var name in names)
                    if (!value.TryGetProperty(name, out _))
                        accepts = run.Fail(node, "dependentRequired/" + JsonPointer.Escape(trigger), $"the key \"{name}\" is missing, which \"{trigger}\" asks for");
        return accepts;
    }

    static bool AcceptMembers(ValidationRun run, SchemaNode node, JsonElement value, Evaluated? evaluated)
    {
        if (node is { Properties: null, PatternProperties: null, AdditionalProperties: null, PropertyNames: null })
            return true;
        var accepts = true;
        foreach (var member in value.EnumerateObject())
        {
            accepts &= AcceptMember(run, node, member.Name, member.Value, evaluated);
            if (!accepts && run.IsDone)
                return false;
        }

        return accepts;
    }

    static bool AcceptMember(ValidationRun run, SchemaNode node, string name, JsonElement value, Evaluated? evaluated)
    {
        var accepts = node.PropertyNames is null || AcceptName(run, node, node.PropertyNames, name);
        var isDefined = false;
        if (node.Properties is not null && node.Properties.TryGet(name, out var schema))
        {
            isDefined = true;
            accepts &= run.Below(name, schema, value);
        }

        foreach (var (pattern, patterned) in node.PatternProperties ?? [])
            if (pattern.IsMatch(name, run.PatternBudget))
            {
                isDefined = true;
                accepts &= run.Below(name, patterned, value);
            }

        if (!isDefined && node.AdditionalProperties is { } additional)
        {
            isDefined = true;
            accepts &= additional.Always == false
                ? IsExtra(run, node, name)
                : run.Below(name, additional, value);
        }

        if (isDefined)
            evaluated?.Add(name);
        return accepts;
    }

    static bool AcceptName(ValidationRun run, SchemaNode node, SchemaNode names, string name)
    {
        // The name becomes a value of its own, so that any schema can be applied to it.
        var reasons = new ErrorList(1);
        return run.Try(names, JsonSerializer.SerializeToElement(name, JsonNames.Default.String), null, reasons)
            || run.Fail(node, "propertyNames", $"the key \"{name}\" is not allowed here: {(reasons.Errors is [var first, ..] ? first.Message : "it does not match")}");
    }

    static bool IsExtra(ValidationRun run, SchemaNode node, string name) =>
        run.Fail(node, "additionalProperties", $"the key \"{name}\" is not allowed here; allowed {Allowed(node)}");

    static string Allowed(SchemaNode node)
    {
        const int Listed = 20; // names in a message
        var names = node.Properties?.Take(Listed).Select(pair => $"\"{pair.Key}\"") ?? [];
        var patterns = node.PatternProperties?.Take(Listed).Select(pair => $"keys that match {pair.Key.Source}") ?? [];
        var all = string.Join(", ", names.Concat(patterns));
        return all.Length == 0 ? "is none" : "are " + all + (node.Properties?.Count > Listed ? ", …" : "");
    }
}
