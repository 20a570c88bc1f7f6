using System.Text.Json;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes.Claims.Unevaluated;

/// <summary>
/// Says of a finished branch which keys and items its schemas have spoken for, and turns unevaluatedProperties and unevaluatedItems into
/// rules for all others. A branch that takes more choices has more spoken for, so all of them are tried.
/// </summary>
internal sealed class UnevaluatedRules(ClaimTable claims, Branch branch)
{
    static readonly JsonElement True = JsonElement.Parse("true");

    /// <summary>False when something must be left that does not fit, and nothing is.</summary>
    public bool TryAdd()
    {
        foreach (var node in branch.Nodes.ToList())
        {
            if (InPlace.Rest(node, branch.Kind) is { } rest && RuleFor(node, node, rest) is { } rule)
                branch.Nodes.Add(rule);
        }

        return branch.Facts.OfType<UnevaluatedMissed>().ToList().TrueForAll(TryBreak);
    }

    bool TryBreak(UnevaluatedMissed missed)
    {
        if (RuleFor(missed.Node, missed.Bare, InPlace.Rest(missed.Node, branch.Kind)!) is not { } rule)
            return false;
        if (branch.Kind == AlternativeKind.Object)
            return branch.TryTake(new SomeMember(new KeysLeftBy(rule), rule.AdditionalProperties!.Always == false ? null : claims.Denies(rule.AdditionalProperties), missed.Node, missed.Keyword));
        var from = rule.PrefixItems!.Count;
        return branch.TryTake(new SizeClaim(from + 1, int.MaxValue))
            && (rule.Items!.Always == false || branch.TryTake(new ItemCount(from, claims.Denies(rule.Items), 1, int.MaxValue, missed.Node, missed.Keyword)));
    }

    /// <summary>The rule that a keyword comes to, null when all is spoken for.</summary>
    /// <param name="speaking">What has spoken: the schema that has the keyword, or the same without it.</param>
    SchemaNode? RuleFor(SchemaNode node, SchemaNode speaking, SchemaNode rest)
    {
        var spoken = Collect(speaking, []);
        return branch.Kind == AlternativeKind.Object ? RuleForMembers(node, spoken, rest) : RuleForItems(node, spoken, rest);
    }

    static SchemaNode? RuleForMembers(SchemaNode node, HashSet<SchemaNode> spoken, SchemaNode rest)
    {
        if (spoken.Any(schema => schema.AdditionalProperties is not null || schema != node && schema.UnevaluatedProperties is not null))
            return null;
        var rule = Rule(node, "unevaluatedProperties", node.Source);
        var anything = Anything(node);
        rule.Properties = new SchemaProperties();
        foreach (var name in spoken.SelectMany(schema => schema.Properties?.Select(property => property.Key) ?? []).Distinct(StringComparer.Ordinal))
            rule.Properties.Add(name, anything);
        rule.PatternProperties = [.. spoken.SelectMany(schema => schema.PatternProperties ?? []).DistinctBy(pair => pair.Key.Source).Select(pair => KeyValuePair.Create(pair.Key, anything))];
        rule.AdditionalProperties = rest;
        return rule;
    }

    SchemaNode? RuleForItems(SchemaNode node, HashSet<SchemaNode> spoken, SchemaNode rest)
    {
        if (spoken.Any(schema => schema.Items is not null || schema != node && schema.UnevaluatedItems is not null))
            return null;
        var rule = Rule(node, "unevaluatedItems", node.Source);
        var anything = Anything(node);
        var contained = spoken.Where(schema => schema is { Contains: not null, ContainsEvaluates: true }).Select(schema => schema.Contains!).ToList();
        rule.PrefixItems = [.. Enumerable.Repeat(anything, spoken.Max(schema => schema.PrefixItems?.Count ?? 0))];
        rule.Items = contained.Count == 0 ? rest : AnyOf(node, [.. contained, rest]);
        return rule;
    }

    /// <summary>The schemas that apply to the same value by way of one of them, as far as the branch has taken them.</summary>
    HashSet<SchemaNode> Collect(SchemaNode node, HashSet<SchemaNode> spoken)
    {
        if (!spoken.Add(node))
            return spoken;
        foreach (var next in Applied(node))
            Collect(next, spoken);
        return spoken;
    }

    IEnumerable<SchemaNode> Applied(SchemaNode node)
    {
        if (node.Ref is { } target)
            yield return target;
        if (node.DynamicRef is { } dynamic)
            yield return dynamic.Target;
        foreach (var part in node.AllOf ?? [])
            yield return part;
        foreach (var choice in (node.AnyOf ?? []).Concat(node.OneOf ?? []))
        {
            if (Holds(choice))
                yield return choice;
        }

        if (node.If is { } condition)
        {
            if (Holds(condition))
                yield return condition;
            if ((Holds(condition) ? node.Then : branch.Has(claims.Denies(condition)) ? node.Else : null) is { } consequence)
                yield return consequence;
        }

        foreach (var (trigger, schema) in node.DependentSchemas?.AsEnumerable() ?? [])
        {
            if (branch.Required.Contains(trigger))
                yield return schema;
        }
    }

    bool Holds(SchemaNode schema) => schema.Always == true || branch.Has(claims.Says(schema));

    static SchemaNode Rule(SchemaNode node, string step, JsonElement source) => new(node, step, source, node.Resource);

    static SchemaNode Anything(SchemaNode node)
    {
        var anything = Rule(node, "unevaluated", True);
        anything.Always = true;
        return anything;
    }

    /// <summary>A schema that no text gives. So that it is told from others, its own says by number which it joins.</summary>
    SchemaNode AnyOf(SchemaNode node, IReadOnlyList<SchemaNode> choices)
    {
        var either = Rule(node, "unevaluatedItems", JsonElement.Parse($$"""{"anyOf":[{{string.Join(',', choices.Select(choice => claims.IdOf(claims.Says(choice))))}}]}"""));
        either.AnyOf = choices;
        return either;
    }
}
