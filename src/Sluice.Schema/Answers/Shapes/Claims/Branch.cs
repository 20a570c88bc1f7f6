using System.Text.Json;
using Sluice.Schema.Answers.Numbers;
using Sluice.Schema.Answers.Shapes.Claims.Unevaluated;
using Sluice.Schema.Loading;
using Sluice.Schema.Validation;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>
/// One way to fill a place with a value of one type: the claims that hold together in it, and the clauses of which a choice has still to
/// be taken. A claim that contradicts those taken before is refused, where that shows at once.
/// </summary>
internal sealed class Branch
{
    readonly ClaimTable claims;
    readonly HashSet<Claim> taken;
    readonly HashSet<string> lacking;

    public Branch(ClaimTable claims, AlternativeKind kind) => (this.claims, Kind, taken, lacking, Required) = (claims, kind, [], new(StringComparer.Ordinal), new(StringComparer.Ordinal));

    Branch(Branch other)
    {
        (claims, Kind, Bounds, MinSize, MaxSize, Naming) = (other.claims, other.Kind, other.Bounds, other.MinSize, other.MaxSize, other.Naming);
        (taken, lacking, Required) = ([.. other.taken], new(other.lacking, StringComparer.Ordinal), new(other.Required, StringComparer.Ordinal));
        (Nodes, Facts, Open) = ([.. other.Nodes], [.. other.Facts], [.. other.Open]);
    }

    public AlternativeKind Kind { get; }

    /// <summary>Schemas whose own keywords hold, in the order in which they were met.</summary>
    public List<SchemaNode> Nodes { get; } = [];

    /// <summary>What else holds.</summary>
    public List<Claim> Facts { get; } = [];

    public List<Clause> Open { get; } = [];

    /// <summary>A schema that names the values by enum or const; null when any may come.</summary>
    public SchemaNode? Naming { get; private set; }

    /// <summary>Objects: keys that must be there.</summary>
    public HashSet<string> Required { get; }

    public IReadOnlySet<string> Lacking => lacking;

    /// <summary>Characters, items or members.</summary>
    public int MinSize { get; private set; }

    public int MaxSize { get; private set; } = int.MaxValue;

    public NumberBounds Bounds { get; private set; } = new();

    /// <summary>Claims taken and clauses open.</summary>
    public int Size => taken.Count + Open.Count;

    public Branch Copy() => new(this);

    public bool Has(Claim claim) => taken.Contains(claim);

    /// <summary>False when the claim contradicts those taken.</summary>
    public bool TryTake(Claim claim)
    {
        if (!taken.Add(claim))
            return true;
        claims.Budget.Spend(1);
        switch (claim)
        {
            case SchemaClaim schema:
                return !taken.Contains(schema.Opposite) && TryTake(schema);
            case OwnKeywords own:
                return TryTake(own.Node);
            case HasKey key:
                return Required.Add(key.Name) && Required.Count <= MaxSize && MayHave(key.Name);
            case LacksKey key:
                return lacking.Add(key.Name) && !Required.Contains(key.Name);
            case SizeClaim size:
                (MinSize, MaxSize) = (Math.Max(MinSize, size.Min), Math.Min(MaxSize, size.Max));
                return MinSize <= MaxSize && Required.Count <= MaxSize;
            case BoundsClaim bounds:
                return TryNarrow(bounds.Bounds);
            case UnevaluatedMissed missed:
                Facts.Add(missed);
                Open.AddRange(missed.Decisions);
                return true;
            default:
                Facts.Add(claim);
                return claim is not MemberClaim member || !Required.Contains(member.Name) || MayHave(member.Name);
        }
    }

    /// <summary>What is said about the value of a key.</summary>
    public IEnumerable<SchemaClaim> MemberClaims(string name) =>
        Nodes.SelectMany(node => SchemasOf(node, name)).Select(claims.Says)
            .Concat(Facts.OfType<MemberClaim>().Where(fact => fact.Name == name).Select(fact => fact.Value));

    /// <summary>What is said about an item; <see cref="int.MaxValue"/> asks for those behind all that are described one by one.</summary>
    public IEnumerable<SchemaClaim> ItemClaims(int index) =>
        Nodes.Select(node => index < node.PrefixItems?.Count ? node.PrefixItems[index] : node.Items).OfType<SchemaNode>().Select(claims.Says)
            .Concat(Facts.OfType<ItemClaim>().Where(fact => fact.Index == index).Select(fact => fact.Value));

    /// <summary>Items described one by one.</summary>
    public int PrefixLength =>
        Nodes.Select(node => node.PrefixItems?.Count ?? 0).Concat(Facts.OfType<ItemClaim>().Select(fact => fact.Index + 1)).DefaultIfEmpty(0).Max();

    /// <summary>Whether nothing forbids a key at a glance.</summary>
    public bool MayHave(string name) =>
        !lacking.Contains(name) && MemberClaims(name).All(claim => claim.Node.Always != !claim.Holds)
        && Nodes.All(node => node.PropertyNames is null || Validator.Accepts(node.PropertyNames, JsonSerializer.SerializeToElement(name, SchemaText.Default.String)));

    /// <summary>Equal for branches that come to the same.</summary>
    public int LikenessHash()
    {
        // Sums, since the order in which claims were taken does not matter.
        var sum = HashCode.Combine(MinSize, MaxSize);
        foreach (var name in Required)
            sum += StringComparer.Ordinal.GetHashCode(name);
        foreach (var name in lacking)
            sum += 3 * StringComparer.Ordinal.GetHashCode(name);
        foreach (var node in Nodes)
            sum += node.GetHashCode();
        foreach (var fact in Facts)
            sum += fact.GetHashCode();
        return sum;
    }

    /// <summary>Whether another branch comes to the same.</summary>
    public bool IsLike(Branch other) =>
        MinSize == other.MinSize && MaxSize == other.MaxSize && Required.SetEquals(other.Required) && lacking.SetEquals(other.lacking)
        && Nodes.ToHashSet().SetEquals(other.Nodes) && Facts.ToHashSet().SetEquals(other.Facts) && Equals(Bounds, other.Bounds)
        && (claims.Unevaluated.IsEmpty || taken.SetEquals(other.taken)); // what they have spoken for may differ

    bool TryTake(SchemaClaim schema)
    {
        if (claims.MeaningOf(schema, Kind) is not { } meaning)
            return false;
        foreach (var claim in meaning.All)
        {
            if (!TryTake(claim))
                return false;
        }

        Open.AddRange(meaning.Any);
        return true;
    }

    bool TryTake(SchemaNode node)
    {
        Nodes.Add(node);
        if (NamedByNode.Names(node))
            Naming ??= node;
        return Kind switch
        {
            AlternativeKind.Number => TryNarrow(NumberReading.BoundsOf(node)),
            AlternativeKind.Object => node is { Properties: null, PatternProperties: null, AdditionalProperties: null, PropertyNames: null } || Required.All(MayHave),
            _ => true,
        };
    }

    bool TryNarrow(NumberBounds more)
    {
        Bounds = Bounds.And(more);
        return !new NumberRange(Bounds).IsEmpty;
    }

    static IEnumerable<SchemaNode> SchemasOf(SchemaNode node, string name) => MemberSchemas.Of(node, name);
}
