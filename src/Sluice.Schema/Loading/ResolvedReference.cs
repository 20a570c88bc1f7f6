namespace Sluice.Schema.Loading;

/// <summary>Where a reference leads.</summary>
/// <param name="Target">The schema it names.</param>
/// <param name="Anchor">The plain name in its fragment, null when it has none or a JSON pointer.</param>
internal readonly record struct ResolvedReference(SchemaNode Target, string? Anchor);
