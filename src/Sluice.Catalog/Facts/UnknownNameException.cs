namespace Sluice.Catalog.Facts;

/// <summary>A model, hardware or topology that the catalog does not know; the message offers the nearest names.</summary>
public sealed class UnknownNameException : Exception
{
    public UnknownNameException(string kind, string name, IReadOnlyList<string> known)
        : base(Describe(kind, name, known)) => Nearest = NearestNames.To(name, known);

    /// <summary>Known names that look like the one asked for, nearest first; may be empty.</summary>
    public IReadOnlyList<string> Nearest { get; }

    static string Describe(string kind, string name, IReadOnlyList<string> known)
    {
        var nearest = NearestNames.To(name, known);
        return nearest.Count > 0
            ? $"unknown {kind} '{name}'; did you mean {string.Join(" or ", nearest)}? known: {string.Join(", ", known)}"
            : $"unknown {kind} '{name}'; known: {string.Join(", ", known)}";
    }
}
