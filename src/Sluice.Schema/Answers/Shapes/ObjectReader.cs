using Sluice.Schema.Answers.Running;
using Sluice.Schema.Answers.Shapes.Claims;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>What the keywords for objects leave together: named properties, each with its value, and classes of all other keys.</summary>
/// <param name="except">Objects that are forbidden.</param>
internal sealed class ObjectReader(ShapeCompiler compiler, SeenValues? except)
{
    const int MaxDemands = 3; // keys of some kind that one object must have
    const int MaxListed = 32; // keys of a demand that are tried one by one

    /// <summary>Several, where an object must have some key of a kind: it may be one of the names, or one that nothing names.</summary>
    public IEnumerable<ObjectAlternative> Read(Branch whole) => Read(whole, []);

    /// <param name="groups">Demands that keys without a name meet, together where one key meets them all.</param>
    IEnumerable<ObjectAlternative> Read(Branch whole, IReadOnlyList<IReadOnlyList<SomeMember>> groups)
    {
        if (whole.Facts.OfType<SomeMember>().FirstOrDefault() is not { } some)
            return [Finish(whole, groups)];
        whole.Facts.Remove(some);
        if (some.Value is null && whole.Required.Any(name => MemberSchemas.Includes(some.Keys, name)))
            return Read(whole, groups);
        if (groups.Sum(group => group.Count) == MaxDemands)
            throw Refusal(some, $"with its neighbours it asks for more than {MaxDemands} keys of some kind");
        var ways = NamesOf(whole).Where(name => MemberSchemas.Includes(some.Keys, name))
            .Select(name => WithName(whole, [some], name)).OfType<Branch>().SelectMany(branch => Read(branch, groups)).ToList();
        ways.AddRange(WithoutName(whole, [some], groups));
        for (var joined = 0; joined < groups.Count; joined++)
            ways.AddRange(WithoutName(whole, [.. groups[joined], some], [.. groups.Where((_, index) => index != joined)]));
        return ways;
    }

    /// <summary>Ways in which one key that nothing names meets some demands: where there are few such keys, each gets a name.</summary>
    List<ObjectAlternative> WithoutName(Branch whole, IReadOnlyList<SomeMember> together, IReadOnlyList<IReadOnlyList<SomeMember>> groups)
    {
        if (new KeyReader(compiler, whole.Nodes, together).Classes() is not { } classes)
            return [];
        var names = NamesOf(whole).ToList();
        var many = Enumerable.Range(0, classes.Count).Where(own => classes.CountFrom(classes.Start, own) > MaxListed).ToList();
        if (many.Exists(own => !classes.IsNeverUsedUp(own, names.Count, whole.MaxSize)))
            throw Refusal(together[^1], $"there are more than {MaxListed} keys by which it could be violated, and yet not endlessly many");
        var ways = Enumerable.Range(0, classes.Count).Except(many).SelectMany(own => classes.EndingsFrom(classes.Start, own)).Except(names, StringComparer.Ordinal)
            .Select(name => WithName(whole, together, name)).OfType<Branch>().SelectMany(branch => Read(branch, groups)).ToList();
        if (many.Count > 0)
            ways.AddRange(Read(whole.Copy(), [.. groups, together]));
        return ways;
    }

    ObjectAlternative Finish(Branch whole, IReadOnlyList<IReadOnlyList<SomeMember>> groups)
    {
        var keys = new KeyReader(compiler, whole.Nodes);
        return new ObjectAlternative([.. NamesOf(whole).Select(name => new ObjectProperty(name, ShapeOf(whole, name, keys), whole.Required.Contains(name)))], keys.Classes())
        {
            MinProperties = whole.MinSize,
            MaxProperties = whole.MaxSize,
            Except = except,
            Witnesses = [.. groups.Select(group => new KeyReader(compiler, whole.Nodes, group).Classes() ?? KeyClasses.Any(compiler.NoShape))],
        };
    }

    /// <summary>Names that nothing defines come last, in the order in which they are asked for.</summary>
    static IEnumerable<string> NamesOf(Branch whole) =>
        whole.Nodes.SelectMany(node => node.Properties?.Select(property => property.Key) ?? [])
            .Concat(whole.Required).Concat(whole.Lacking).Concat(whole.Facts.OfType<MemberClaim>().Select(fact => fact.Name)).Distinct(StringComparer.Ordinal);

    /// <summary>The branch in which a key of this name meets some demands; null when it cannot.</summary>
    static Branch? WithName(Branch whole, IReadOnlyList<SomeMember> together, string name)
    {
        var branch = whole.Copy();
        return branch.TryTake(new HasKey(name)) && together.All(some => some.Value is null || branch.TryTake(new MemberClaim(name, some.Value))) ? branch : null;
    }

    static UnsupportedSchemaException Refusal(SomeMember some, string reason) =>
        new($"{some.Node.Path}/{some.Keyword}", some.Keyword, $"\"{some.Keyword}\" is not supported here: {reason}");

    Shape ShapeOf(Branch whole, string name, KeyReader keys) =>
        whole.Lacking.Contains(name) || !keys.Allows(name) ? compiler.NoShape : compiler.ShapeOf(whole.MemberClaims(name));
}
