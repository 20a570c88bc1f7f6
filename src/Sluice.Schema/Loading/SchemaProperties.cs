using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Sluice.Schema.Loading;

/// <summary>Schemas by property name, in the order in which the schema defines them.</summary>
public sealed class SchemaProperties : IReadOnlyList<KeyValuePair<string, SchemaNode>>
{
    readonly OrderedDictionary<string, SchemaNode> nodes = new(StringComparer.Ordinal);

    public int Count => nodes.Count;

    public KeyValuePair<string, SchemaNode> this[int index] => nodes.GetAt(index);

    public bool Contains(string name) => nodes.ContainsKey(name);

    public bool TryGet(string name, [MaybeNullWhen(false)] out SchemaNode node) => nodes.TryGetValue(name, out node);

    /// <summary>The place of a name in definition order, -1 when the schema does not define it.</summary>
    public int IndexOf(string name) => nodes.IndexOf(name);

    public IEnumerator<KeyValuePair<string, SchemaNode>> GetEnumerator() => nodes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(string name, SchemaNode node) => nodes.Add(name, node);
}
