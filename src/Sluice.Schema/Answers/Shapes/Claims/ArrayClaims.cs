using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>The item at an index, if there is one, fits.</summary>
internal sealed record ItemClaim(int Index, SchemaClaim Value) : Claim;

/// <summary>So many of the items from an index on fit.</summary>
/// <param name="Node">The schema that counts them.</param>
internal sealed record ItemCount(int From, SchemaClaim Value, int Min, int Max, SchemaNode Node, string Keyword) : Claim;
