using Sluice.Schema.Answers.Numbers;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>Turns schemas whose own keywords must all hold into alternatives, one for each type that they leave.</summary>
internal sealed class BranchReader(ShapeCompiler compiler, IReadOnlyList<SchemaNode> branch)
{
    /// <summary>What is asked of strings at a place: the beginning of a line is the stricter rule.</summary>
    public static VerbatimRule? VerbatimOf(IReadOnlyList<SchemaNode> branch) =>
        branch.Select(node => node.Verbatim).Where(rule => rule is not null).OrderByDescending(rule => rule!.AtLineStart).FirstOrDefault();

    public IEnumerable<Alternative> Alternatives()
    {
        UnsupportedKeywords.RefuseAnywhere(branch);
        var types = JsonTypes.All;
        foreach (var node in branch)
            types &= node.Type is { } named ? named.HasFlag(JsonTypes.Number) ? named | JsonTypes.Integer : named : JsonTypes.All;
        if (types.HasFlag(JsonTypes.Null))
            yield return new LiteralAlternative(AlternativeKind.Null);
        if (types.HasFlag(JsonTypes.Boolean))
        {
            yield return new LiteralAlternative(AlternativeKind.True);
            yield return new LiteralAlternative(AlternativeKind.False);
        }

        if ((types & (JsonTypes.Integer | JsonTypes.Number)) != 0 && Numbers(!types.HasFlag(JsonTypes.Number)) is { IsEmpty: false } numbers)
            yield return new NumberAlternative(numbers);
        if (types.HasFlag(JsonTypes.String) && Strings() is { } strings)
            yield return strings;
        if (types.HasFlag(JsonTypes.Array) && Arrays() is { } arrays)
            yield return arrays;
        if (types.HasFlag(JsonTypes.Object))
            yield return Objects();
    }

    NumberSet Numbers(bool whole)
    {
        var bounds = new NumberBounds();
        if (whole)
            bounds = bounds.Multiple(DecimalUnits.One);
        foreach (var node in branch)
        {
            if (node.Minimum is { } minimum)
                bounds = bounds.From(Figure(node, "minimum", minimum), open: false);
            if (node.ExclusiveMinimum is { } above)
                bounds = bounds.From(Figure(node, "exclusiveMinimum", above), open: true);
            if (node.Maximum is { } maximum)
                bounds = bounds.To(Figure(node, "maximum", maximum), open: false);
            if (node.ExclusiveMaximum is { } below)
                bounds = bounds.To(Figure(node, "exclusiveMaximum", below), open: true);
            if (node.MultipleOf is { } step)
                bounds = bounds.Multiple(Figure(node, "multipleOf", step));
        }

        return compiler.Options.AnyNumberNotation ? new NumberRange(bounds) : new PlainNumberRange(bounds);
    }

    static JsonNumber Figure(SchemaNode node, string keyword, JsonNumber figure) =>
        Math.Abs(figure.Magnitude) <= NumberRange.MaxPlaces && figure.Digits.Length <= NumberRange.MaxPlaces ? figure
            : throw new UnsupportedSchemaException($"{node.Path}/{keyword}", keyword, $"\"{keyword}\" has more than {NumberRange.MaxPlaces} decimal places or digits; fewer are allowed");

    StringAlternative? Strings() => new StringReader(compiler.Languages).Read(branch);

    ArrayAlternative? Arrays()
    {
        UnsupportedKeywords.RefuseForArrays(branch);
        var prefix = branch.Max(node => node.PrefixItems?.Count) ?? 0;
        var array = new ArrayAlternative
        {
            Prefix = [.. Enumerable.Range(0, prefix).Select(index => compiler.ShapeOf(branch.Select(node => ItemSchema(node, index)).OfType<SchemaNode>()))],
            Rest = branch.Any(node => node.Items?.Always == false) ? null : compiler.ShapeOf(branch.Select(node => node.Items).OfType<SchemaNode>()),
            MinItems = branch.Max(node => node.MinItems) ?? 0,
            MaxItems = branch.Min(node => node.MaxItems) ?? int.MaxValue,
            Unique = branch.Any(node => node.UniqueItems),
        };
        return array.MinItems <= array.MaxItems ? array : null;
    }

    static SchemaNode? ItemSchema(SchemaNode node, int index) =>
        index < node.PrefixItems?.Count ? node.PrefixItems[index] : node.Items;

    ObjectAlternative Objects()
    {
        UnsupportedKeywords.RefuseForObjects(branch);
        var required = branch.SelectMany(node => node.Required ?? []).ToHashSet(StringComparer.Ordinal);
        var defined = branch.SelectMany(node => node.Properties?.Select(property => property.Key) ?? []);
        // Required names that nothing defines come last, in the order in which they are required.
        var names = defined.Concat(branch.SelectMany(node => node.Required ?? [])).Distinct(StringComparer.Ordinal);
        var properties = names.Select(name => new ObjectProperty(name, compiler.ShapeOf(branch.Select(node => PropertySchema(node, name)).OfType<SchemaNode>()), required.Contains(name)));
        var additional = branch.Any(node => node.AdditionalProperties?.Always == false) ? null
            : compiler.ShapeOf(branch.Select(node => node.AdditionalProperties).OfType<SchemaNode>());
        return new ObjectAlternative([.. properties], additional)
        {
            MinProperties = branch.Max(node => node.MinProperties) ?? 0,
            MaxProperties = branch.Min(node => node.MaxProperties) ?? int.MaxValue,
        };
    }

    static SchemaNode? PropertySchema(SchemaNode node, string name) =>
        node.Properties is { } properties && properties.TryGet(name, out var schema) ? schema : node.AdditionalProperties;
}
