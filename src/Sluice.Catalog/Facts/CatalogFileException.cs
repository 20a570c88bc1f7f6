namespace Sluice.Catalog.Facts;

/// <summary>A catalog file (or an imported config or GGUF) that cannot be used; every problem of it at once.</summary>
public sealed class CatalogFileException : Exception
{
    public CatalogFileException(IReadOnlyList<string> problems) : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    public CatalogFileException(string problem) : this([problem]) { }

    /// <summary>Each one line: place, what is wrong, what is allowed.</summary>
    public IReadOnlyList<string> Problems { get; }
}
