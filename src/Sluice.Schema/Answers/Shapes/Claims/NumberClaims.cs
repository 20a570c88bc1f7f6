using Sluice.Schema.Answers.Numbers;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>The number lies within bounds.</summary>
internal sealed record BoundsClaim(NumberBounds Bounds) : Claim;

/// <summary>The number is no whole multiple of a step.</summary>
/// <param name="Node">The schema that forbids the multiples.</param>
internal sealed record NoMultiple(JsonNumber Step, SchemaNode Node, string Keyword) : Claim;
