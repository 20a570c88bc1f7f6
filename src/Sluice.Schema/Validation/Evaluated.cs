namespace Sluice.Schema.Validation;

/// <summary>Which members and items of one value some schema has spoken for: what "unevaluatedProperties" and "unevaluatedItems" leave alone.</summary>
internal sealed class Evaluated
{
    readonly HashSet<string> names = new(StringComparer.Ordinal);
    readonly HashSet<int> items = [];
    bool allNames;
    int firstItems;

    public void Add(string name) => names.Add(name);

    public void Add(int item) => items.Add(item);

    public void AddAllNames() => allNames = true;

    /// <summary>Marks the items before this index.</summary>
    public void AddItemsBefore(int index) => firstItems = Math.Max(firstItems, index);

    public bool Has(string name) => allNames || names.Contains(name);

    public bool Has(int item) => item < firstItems || items.Contains(item);

    public void Add(Evaluated other)
    {
        allNames |= other.allNames;
        names.UnionWith(other.names);
        items.UnionWith(other.items);
        AddItemsBefore(other.firstItems);
    }
}
