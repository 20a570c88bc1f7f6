namespace Sluice.Catalog.Facts;

/// <summary>One number of a catalog entry as its file writes it, with the place it was read.</summary>
/// <param name="Path">Where it stands in the entry, e.g. <c>blocks[0].kv_heads</c>.</param>
/// <param name="Value">In <paramref name="Unit"/>, not in the base unit.</param>
/// <param name="Unit">As written; one of <see cref="Units"/>.</param>
/// <param name="Source">The full text of the source, not its short name in the file.</param>
public sealed record Figure(string Path, double Value, string Unit, string Source);
