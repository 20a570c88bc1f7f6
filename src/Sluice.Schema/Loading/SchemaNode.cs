using System.Collections.Immutable;
using System.Text.Json;
using Sluice.Schema.Patterns;
using Sluice.Schema.Values;

namespace Sluice.Schema.Loading;

/// <summary>
/// One (sub)schema with every keyword read, checked and typed, and every reference resolved: what validator and answer machine share.
/// Nodes form a graph with cycles where schemas refer to themselves, but never a cycle of in-place keywords alone ($ref, allOf, …).
/// Nothing changes after loading. Null means that the keyword is absent.
/// </summary>
public sealed class SchemaNode
{
    const int FewValues = 16; // of an enum, compared one by one

    Dictionary<string, SchemaNode>? children;
    HashSet<JsonElement>? enumSet;

    internal SchemaNode(SchemaNode? parent, string step, JsonElement source, SchemaResource resource) =>
        (Parent, Step, Source, Resource) = (parent, step, source, resource);

    /// <summary>Where this schema stands, as in "#/properties/age"; documents other than the root have their address before the "#".</summary>
    public string Path => Parent is null ? Step : Parent.Path + "/" + Step;

    /// <summary>The schema as written.</summary>
    public JsonElement Source { get; }

    /// <summary>True for the schema `true`, false for `false`, null for one with keywords.</summary>
    public bool? Always { get; internal set; }

    // References
    public SchemaNode? Ref { get; internal set; }

    public DynamicReference? DynamicRef { get; internal set; }

    // Any value
    /// <summary>The types named; a lone <see cref="JsonTypes.Number"/> admits whole numbers too.</summary>
    public JsonTypes? Type { get; internal set; }

    /// <summary>Draft 4: <see cref="JsonTypes.Integer"/> means a number written without point and exponent, so 1.0 and 1e2 are none.</summary>
    public bool IntegersAreWritten => Resource.Dialect.IntegersAreWritten;

    public IReadOnlyList<JsonElement>? Enum
    {
        get;
        internal set => (field, enumSet) = (value, value?.Count > FewValues ? new HashSet<JsonElement>(value, JsonEquality.Comparer) : null);
    }

    public JsonElement? Const { get; internal set; }

    public IReadOnlyList<SchemaNode>? AllOf { get; internal set; }

    public IReadOnlyList<SchemaNode>? AnyOf { get; internal set; }

    public IReadOnlyList<SchemaNode>? OneOf { get; internal set; }

    public SchemaNode? Not { get; internal set; }

    public SchemaNode? If { get; internal set; }

    /// <summary>Without meaning when <see cref="If"/> is absent.</summary>
    public SchemaNode? Then { get; internal set; }

    /// <inheritdoc cref="Then"/>
    public SchemaNode? Else { get; internal set; }

    // Numbers
    public JsonNumber? MultipleOf { get; internal set; }

    public JsonNumber? Minimum { get; internal set; }

    public JsonNumber? ExclusiveMinimum { get; internal set; }

    public JsonNumber? Maximum { get; internal set; }

    public JsonNumber? ExclusiveMaximum { get; internal set; }

    // Strings; lengths in Unicode code points, counts beyond int.MaxValue are held at it
    public int? MinLength { get; internal set; }

    public int? MaxLength { get; internal set; }

    public EcmaPattern? Pattern { get; internal set; }

    public string? Format { get; internal set; }

    /// <summary>Whether <see cref="Format"/> is checked here: by the option, or by the dialect's vocabulary.</summary>
    public bool AssertsFormat { get; internal set; }

    /// <summary>The rule of `x-verbatim`; null when absent or false.</summary>
    public VerbatimRule? Verbatim { get; internal set; }

    // Arrays
    public IReadOnlyList<SchemaNode>? PrefixItems { get; internal set; }

    /// <summary>The schema of the items after <see cref="PrefixItems"/>.</summary>
    public SchemaNode? Items { get; internal set; }

    public int? MinItems { get; internal set; }

    public int? MaxItems { get; internal set; }

    public bool UniqueItems { get; internal set; }

    public SchemaNode? Contains { get; internal set; }

    /// <summary>Since 2020-12 the items that <see cref="Contains"/> matched are not left to <see cref="UnevaluatedItems"/>.</summary>
    public bool ContainsEvaluates => Resource.Dialect.ContainsEvaluates;

    public int? MinContains { get; internal set; }

    public int? MaxContains { get; internal set; }

    public SchemaNode? UnevaluatedItems { get; internal set; }

    // Objects
    public SchemaProperties? Properties { get; internal set; }

    public IReadOnlyList<KeyValuePair<EcmaPattern, SchemaNode>>? PatternProperties { get; internal set; }

    public SchemaNode? AdditionalProperties { get; internal set; }

    public SchemaNode? PropertyNames { get; internal set; }

    public IReadOnlyList<string>? Required { get; internal set; }

    public int? MinProperties { get; internal set; }

    public int? MaxProperties { get; internal set; }

    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>>? DependentRequired { get; internal set; }

    public SchemaProperties? DependentSchemas { get; internal set; }

    public SchemaNode? UnevaluatedProperties { get; internal set; }

    // Annotations
    /// <summary>Keywords that assert nothing, unknown ones included, by name; empty when there are none.</summary>
    public IReadOnlyDictionary<string, JsonElement> Annotations { get; internal set; } = ImmutableDictionary<string, JsonElement>.Empty;

    /// <summary>Whether keywords have been taken out, here or below, since <see cref="Source"/> was read, so that its text no longer tells what the schema says.</summary>
    internal bool DiffersFromSource { get; private set; }

    internal SchemaNode? Parent { get; }

    /// <summary>The way from the parent: "items", "properties/age", "allOf/0"; for a root, its document's address and "#".</summary>
    internal string Step { get; }

    internal SchemaResource Resource { get; private set; }

    /// <summary>The same schema as part of another resource; its own subschemas are still the original's.</summary>
    internal SchemaNode CopyInto(SchemaResource resource)
    {
        var copy = (SchemaNode)MemberwiseClone();
        copy.Resource = resource;
        return copy;
    }

    /// <summary>Whether <see cref="Enum"/>, which must be there, names a value.</summary>
    internal bool EnumHas(JsonElement value) => enumSet?.Contains(value) ?? Enum!.Contains(value, JsonEquality.Comparer);

    /// <summary>Says that keywords are taken out of this schema.</summary>
    internal void Depart()
    {
        for (var at = this; at is not null; at = at.Parent)
            at.DiffersFromSource = true;
    }

    internal void AddChild(SchemaNode child) => (children ??= new(StringComparer.Ordinal)).Add(child.Step, child);

    internal SchemaNode? Child(string step) => children?.GetValueOrDefault(step);

    public override string ToString() => Path;
}
