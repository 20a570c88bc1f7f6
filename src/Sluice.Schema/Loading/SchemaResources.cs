using System.Text.Json;
using Sluice.Schema.Loading.Dialects;

namespace Sluice.Schema.Loading;

/// <summary>Schema resources by address, and the way to documents that are not loaded yet.</summary>
internal sealed class SchemaResources(SchemaOptions options)
{
    readonly Dictionary<string, SchemaNode> roots = new(StringComparer.Ordinal);
    readonly Dictionary<string, SchemaNode> rivals = new(StringComparer.Ordinal);

    public void Add(string address, SchemaNode root)
    {
        if (!roots.TryAdd(address, root) && roots[address] != root)
            rivals.TryAdd(address, root);
    }

    /// <summary>The resource of an address, null when none is loaded. Two of one address are refused once somebody asks for it.</summary>
    public SchemaNode? Find(string address, string path) => rivals.TryGetValue(address, out var rival)
        ? throw new SchemaException(path, $"\"{address}\" could be {roots[address].Path} or {rival.Path}: both have this \"$id\"")
        : roots.GetValueOrDefault(address);

    /// <summary>A published meta-schema, or what <see cref="SchemaOptions.Fetch"/> gives.</summary>
    public JsonElement? Fetch(string address)
    {
        if (MetaSchemaLibrary.Find(address) is { } published)
            return published;
        return options.Fetch is not null && Uri.TryCreate(address, UriKind.RelativeOrAbsolute, out var uri) ? options.Fetch(uri)?.Clone() : null;
    }
}
