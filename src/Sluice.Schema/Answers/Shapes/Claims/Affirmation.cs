using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>What it comes to that a schema accepts a value of some type.</summary>
internal sealed class Affirmation(ClaimTable claims)
{
    public Meaning? Of(SchemaNode node, AlternativeKind kind)
    {
        if (node.Always is { } always)
            return always ? Meaning.Nothing : Meaning.Impossible;
        if (!KindTypes.Admits(node, kind) || NamedByNode.Names(node) && !NamedByNode.Of(node, kind).Any())
            return Meaning.Impossible;
        var (all, any) = (new List<Claim>(), new List<Clause>());
        if (KindTypes.HasOwn(node, kind))
            all.Add(new OwnKeywords(node));
        if (node.Ref is { } target)
            all.Add(claims.Says(target));
        if (node.DynamicRef is { } dynamic)
            all.Add(claims.Says(dynamic.Target));
        foreach (var part in node.AllOf ?? [])
            all.Add(claims.Says(part));
        if (node.Not is { } not)
            all.Add(claims.Denies(not));
        if (node.AnyOf is { } choices)
            any.Add(new Clause(node, "anyOf", [.. choices.Select(choice => (Claim[])[claims.Says(choice)])]));
        any.AddRange(claims.Unevaluated.Decisions(node, kind));
        if (node.OneOf is { } one)
            any.Add(new Clause(node, "oneOf", ExactlyOne(one, kind)));
        if (node is { If: { } condition } && (node.Then ?? node.Else) is not null)
            any.Add(new Clause(node, "if", [With(claims.Says(condition), node.Then), With(claims.Denies(condition), node.Else)]));
        if (kind == AlternativeKind.Object)
            AddKeys(node, all, any);
        else
            all.AddRange(Sizes(node, kind));
        return new Meaning(all, any);
    }

    List<Claim>[] ExactlyOne(IReadOnlyList<SchemaNode> choices, AlternativeKind kind)
    {
        var rivals = kind == AlternativeKind.Object && claims.Unevaluated.IsEmpty ? ToldApart.Rivals(choices) : null;
        return [.. choices.Select((choice, chosen) => (List<Claim>)[
            claims.Says(choice), .. (rivals?[chosen] ?? Enumerable.Range(0, choices.Count)).Where(other => other != chosen).Select(other => claims.Denies(choices[other]))])];
    }

    List<Claim> With(Claim condition, SchemaNode? consequence) =>
        consequence is null ? [condition] : [condition, claims.Says(consequence)];

    IEnumerable<Claim> Sizes(SchemaNode node, AlternativeKind kind)
    {
        if (kind == AlternativeKind.String && (node.MinLength ?? node.MaxLength) is not null)
            yield return new SizeClaim(node.MinLength ?? 0, node.MaxLength ?? int.MaxValue);
        if (kind == AlternativeKind.Array && (node.MinItems ?? node.MaxItems) is not null)
            yield return new SizeClaim(node.MinItems ?? 0, node.MaxItems ?? int.MaxValue);
        if (kind == AlternativeKind.Array && node.Contains is { } contained && (node.MinContains != 0 || node.MaxContains is not null))
            yield return new ItemCount(0, claims.Says(contained), node.MinContains ?? 1, node.MaxContains ?? int.MaxValue, node, "contains");
    }

    void AddKeys(SchemaNode node, List<Claim> all, List<Clause> any)
    {
        if ((node.MinProperties ?? node.MaxProperties) is not null)
            all.Add(new SizeClaim(node.MinProperties ?? 0, node.MaxProperties ?? int.MaxValue));
        foreach (var name in node.Required ?? [])
            all.Add(new HasKey(name));
        foreach (var (trigger, names) in node.DependentRequired ?? [])
        {
            if (names.Count > 0)
                any.Add(new Clause(node, "dependentRequired", [[new LacksKey(trigger)], [new HasKey(trigger), .. names.Select(name => new HasKey(name))]]));
        }

        foreach (var (trigger, schema) in node.DependentSchemas?.AsEnumerable() ?? [])
            any.Add(new Clause(node, "dependentSchemas", [[new LacksKey(trigger)], [new HasKey(trigger), claims.Says(schema)]]));
    }
}
