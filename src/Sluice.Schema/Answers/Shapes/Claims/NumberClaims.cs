using Sluice.Schema.Answers.Numbers;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>The number is written with a point or an exponent: by draft 4 it is then no integer, whatever its value.</summary>
internal sealed record NotWrittenWhole(SchemaNode Node) : Claim;

/// <summary>The number lies within bounds.</summary>
internal sealed record BoundsClaim(NumberBounds Bounds) : Claim;

/// <summary>The number is no whole multiple of a step.</summary>
/// <param name="Node">The schema that forbids the multiples.</param>
internal sealed record NoMultiple(JsonNumber Step, SchemaNode Node, string Keyword) : Claim;
