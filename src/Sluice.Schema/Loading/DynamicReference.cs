namespace Sluice.Schema.Loading;

/// <summary>A `$dynamicRef`.</summary>
/// <param name="Target">What it means when nothing on the way to it says otherwise.</param>
/// <param name="Anchor">The `$dynamicAnchor` that the outermost schema resource on the way may redefine; null when the reference is an ordinary one.</param>
public sealed record DynamicReference(SchemaNode Target, string? Anchor);
