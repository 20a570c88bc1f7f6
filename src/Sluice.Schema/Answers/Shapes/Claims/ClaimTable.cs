using System.Text.Json;
using Sluice.Schema.Answers.Shapes.Claims.Unevaluated;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>The claims about one document's schemas: one for each meaning, as far as that shows at a glance, so that equal places are found to be equal.</summary>
internal sealed class ClaimTable
{
    const int MaxTwinLength = 1_000; // characters of a schema whose text is compared with others

    readonly Dictionary<SchemaNode, SchemaClaim> canonical = [];
    readonly Dictionary<(SchemaResource, string), SchemaNode> twins = [];
    readonly Dictionary<SchemaClaim, int> ids = [];
    readonly Dictionary<(SchemaClaim, AlternativeKind), Meaning?> meanings = [];
    readonly Dictionary<SchemaNode, JsonTypes> types = [];
    readonly Affirmation affirmation;
    readonly Denial denial;

    /// <param name="all">The schemas that claims may be about.</param>
    public ClaimTable(IEnumerable<SchemaNode> all)
    {
        (affirmation, denial) = (new Affirmation(this), new Denial(this));
        Unevaluated = new UnevaluatedReach(this, all);
    }

    /// <summary>Where it counts which of several choices hold beside each other.</summary>
    public UnevaluatedReach Unevaluated { get; }

    public CompileBudget Budget { get; } = new();

    public SchemaClaim Says(SchemaNode node)
    {
        if (!canonical.TryGetValue(node, out var claim))
            canonical.Add(node, claim = Canonical(node));
        return claim;
    }

    public SchemaClaim Denies(SchemaNode node) => Says(node).Opposite;

    public int IdOf(SchemaClaim claim)
    {
        if (!ids.TryGetValue(claim, out var id))
            ids.Add(claim, id = ids.Count);
        return id;
    }

    /// <summary>Null when no value of the kind can meet the claim.</summary>
    public Meaning? MeaningOf(SchemaClaim claim, AlternativeKind kind)
    {
        if (!meanings.TryGetValue((claim, kind), out var meaning))
            meanings.Add((claim, kind), meaning = claim.Holds ? affirmation.Of(claim.Node, kind) : denial.Of(claim.Node, kind));
        return meaning;
    }

    /// <summary>Whether a value of a kind could meet the claim, as far as types alone tell.</summary>
    public bool MayBe(SchemaClaim claim, AlternativeKind kind) => claim.Holds
        ? (TypesOf(claim.Node) & KindTypes.TypesOf(kind)) != 0
        : claim.Node.Always is not { } always || !always;

    /// <summary>The types of the values that a schema accepts, or more.</summary>
    JsonTypes TypesOf(SchemaNode node)
    {
        if (types.TryGetValue(node, out var known))
            return known;
        var found = node.Always == false ? JsonTypes.None : JsonTypes.All;
        if (node.Type is { } named)
            found &= named.HasFlag(JsonTypes.Number) ? named | JsonTypes.Integer : named;
        if (NamedByNode.Names(node))
            found &= Enum.GetValues<AlternativeKind>().Where(kind => NamedByNode.Of(node, kind).Any()).Aggregate(JsonTypes.None, (all, kind) => all | KindTypes.TypesOf(kind));
        if (node.Ref is { } target)
            found &= TypesOf(target);
        if (node.DynamicRef is { } dynamic)
            found &= TypesOf(dynamic.Target);
        foreach (var part in node.AllOf ?? [])
            found &= TypesOf(part);
        foreach (var choices in new[] { node.AnyOf, node.OneOf })
        {
            if (choices is not null)
                found &= choices.Aggregate(JsonTypes.None, (all, choice) => all | TypesOf(choice));
        }

        types[node] = found;
        return found;
    }

    SchemaClaim Canonical(SchemaNode node)
    {
        if (node.DiffersFromSource)
            return new SchemaClaim(node, true);
        var asserting = Asserting(node);
        if (asserting == "$ref" && node.Ref is { } target)
            return Says(target);
        if (asserting == "not" && node.Not is { } not)
            return Denies(not);
        var text = node.Source.GetRawText();
        if (text.Length > MaxTwinLength || node.Resource.Root == node)
            return new SchemaClaim(node, true);
        if (!twins.TryGetValue((node.Resource, text), out var twin))
            twins.Add((node.Resource, text), twin = node);
        return new SchemaClaim(twin, true);
    }

    /// <summary>The keyword of a schema that asserts something; null when there is none, or more than one.</summary>
    static string? Asserting(SchemaNode node)
    {
        if (node.Source.ValueKind != JsonValueKind.Object)
            return null;
        string? found = null;
        foreach (var member in node.Source.EnumerateObject())
        {
            if (member.Name is "$defs" or "definitions" or "$comment" || node.Annotations.ContainsKey(member.Name))
                continue;
            if (found is not null)
                return null;
            found = member.Name;
        }

        return found;
    }
}
