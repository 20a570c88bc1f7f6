namespace Sluice.Templates.Compiling;

/// <summary>The names a template reads that it does not assign itself, numbered as they are met.</summary>
internal sealed class OutsideNames
{
    readonly OrderedDictionary<string, int?> places = new(StringComparer.Ordinal);

    /// <summary>Each name with the offset of its first reading; null when it is only read by way of a variable it begins.</summary>
    public IEnumerable<KeyValuePair<string, int?>> Places => places;

    public int IndexOf(string name, int? at = null)
    {
        places.TryAdd(name, at);
        places[name] ??= at;
        return places.IndexOf(name);
    }
}
