using System.Text.Json;

namespace Sluice.Schema;

/// <summary>How a schema is read.</summary>
public sealed record SchemaOptions
{
    public static SchemaOptions Default { get; } = new();

    /// <summary>Whether `format` is checked. The standard makes it an annotation, so it is off unless asked for. Unknown formats are annotations always.</summary>
    public bool AssertFormat { get; init; }

    /// <summary>Gives the document behind an address that a `$ref` or `$schema` names, or null when there is none. Without it only the schema itself and the published meta-schemas can be referred to.</summary>
    public Func<Uri, JsonElement?>? Fetch { get; init; }
}
