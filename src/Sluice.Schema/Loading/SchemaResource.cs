using Sluice.Schema.Loading.Dialects;

namespace Sluice.Schema.Loading;

/// <summary>A schema with an address of its own (a document, or a part with `$id`), within which anchors are unique.</summary>
internal sealed class SchemaResource
{
    /// <summary>Null only until the loader has made the node.</summary>
    public SchemaNode? Root { get; set; }

    /// <summary>The base that references inside are resolved against.</summary>
    public required string Address { get; init; }

    public required SchemaDialect Dialect { get; init; }

    /// <summary>All schemas that were read together, those of other documents too; empty but for the resource at the root of them.</summary>
    public IReadOnlyList<SchemaNode> Loaded { get; set; } = [];

    public Dictionary<string, SchemaNode> Anchors { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SchemaNode> DynamicAnchors { get; } = new(StringComparer.Ordinal);
}
