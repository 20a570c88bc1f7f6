namespace Sluice.Schema;

/// <summary>A schema that cannot be used: not JSON, a keyword with a malformed value, or a reference that leads nowhere.</summary>
public sealed class SchemaException(string path, string reason, Exception? inner = null) : Exception($"{path}: {reason}", inner)
{
    /// <summary>Where the keyword stands, as in "#/properties/age/minimum"; documents other than the root have their address before the "#".</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong and what is allowed, without the path.</summary>
    public string Reason { get; } = reason;
}
