namespace Sluice.Schema;

/// <summary>A schema that no answer machine can be made for without breaking its promises: finish nothing invalid, forbid nothing valid, lead into no dead end.</summary>
/// <param name="path">JSON pointer of the keyword, as in "#/properties/age/not".</param>
/// <param name="keyword">The keyword; empty when it is the schema as a whole.</param>
/// <param name="reason">What stands in the way, without the path.</param>
public sealed class UnsupportedSchemaException(string path, string keyword, string reason) : Exception($"{path}: {reason}")
{
    public string Path { get; } = path;

    public string Keyword { get; } = keyword;

    public string Reason { get; } = reason;

    /// <summary>Whether nothing at all can satisfy the schema, so that every document is invalid.</summary>
    public bool NothingFits { get; init; }
}
