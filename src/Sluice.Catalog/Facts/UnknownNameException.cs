namespace Sluice.Catalog.Facts;

/// <summary>A model, hardware or topology that the catalog does not know; the message offers the nearest names.</summary>
public sealed class UnknownNameException : Exception
{
    /// <param name="aliases">Other names with the known name each stands for.</param>
    public UnknownNameException(string kind, string name, IReadOnlyList<string> known, IEnumerable<(string Alias, string Name)>? aliases = null)
        : this(kind, name, known, NearestOf(name, known, aliases ?? []))
    {
    }

    UnknownNameException(string kind, string name, IReadOnlyList<string> known, IReadOnlyList<string> nearest)
        : base(Describe(kind, name, known, nearest)) => Nearest = nearest;

    /// <summary>Known names that look like the one asked for, nearest first; may be empty.</summary>
    public IReadOnlyList<string> Nearest { get; }

    static IReadOnlyList<string> NearestOf(string name, IReadOnlyList<string> known, IEnumerable<(string Alias, string Name)> aliases)
    {
        var meant = aliases.ToLookup(pair => pair.Alias, pair => pair.Name);
        return [.. NearestNames.To(name, [.. known, .. meant.Select(group => group.Key)]).SelectMany(near => meant.Contains(near) ? meant[near] : [near]).Distinct()];
    }

    static string Describe(string kind, string name, IReadOnlyList<string> known, IReadOnlyList<string> nearest) =>
        $"unknown {kind} '{name}'; {(nearest.Count > 0 ? $"did you mean {string.Join(" or ", nearest)}? " : "")}allowed: {string.Join(", ", known)}";
}
