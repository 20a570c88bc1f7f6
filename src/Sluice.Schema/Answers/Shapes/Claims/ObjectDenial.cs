using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>The ways in which an object can violate the own keywords of a schema.</summary>
internal sealed class ObjectDenial(ClaimTable claims)
{
    public IEnumerable<IReadOnlyList<Claim>> Ways(SchemaNode node)
    {
        var required = node.Required ?? [];
        foreach (var name in required)
        {
            if (SchemaOf(node, name) is not { Always: null } schema)
                yield return [new LacksKey(name)];
            else
                yield return [new MemberClaim(name, claims.Denies(schema))]; // that the key is missing is part of it
        }

        foreach (var size in Denial.Outside(node.MinProperties, node.MaxProperties))
            yield return [size];
        foreach (var (name, schema) in node.Properties?.AsEnumerable() ?? [])
        {
            if (schema.Always == false)
                yield return [new HasKey(name)];
            else if (schema.Always is null && !required.Contains(name))
                yield return [new HasKey(name), new MemberClaim(name, claims.Denies(schema))];
        }

        foreach (var (pattern, schema) in node.PatternProperties ?? [])
        {
            if (schema.Always != true)
                yield return [new SomeMember(new KeysMatching(pattern), Refused(schema), node, "patternProperties")];
        }

        if (node.AdditionalProperties is { } additional && additional.Always != true)
            yield return [new SomeMember(new KeysLeftBy(node), Refused(additional), node, "additionalProperties")];
        if (node.PropertyNames is { } names && names.Always != true)
            yield return [new SomeMember(new KeysRefusedBy(names), null, node, "propertyNames")];
        foreach (var (trigger, wanted) in node.DependentRequired ?? [])
        {
            foreach (var name in wanted.Where(name => name != trigger))
                yield return [new HasKey(trigger), new LacksKey(name)];
        }

        foreach (var (trigger, schema) in node.DependentSchemas?.AsEnumerable() ?? [])
            yield return [new HasKey(trigger), claims.Denies(schema)];
    }

    static SchemaNode? SchemaOf(SchemaNode node, string name) => node.Properties is { } properties && properties.TryGet(name, out var schema) ? schema : null;

    SchemaClaim? Refused(SchemaNode schema) => schema.Always == false ? null : claims.Denies(schema);
}
