using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes.Claims.Unevaluated;

/// <summary>Some member or item that a schema has not spoken for does not fit what it asks of those.</summary>
/// <param name="Bare">The schema without that keyword; it holds.</param>
/// <param name="Decisions">The choices that tell what it speaks for.</param>
internal sealed record UnevaluatedMissed(SchemaNode Node, SchemaNode Bare, string Keyword, IReadOnlyList<Clause> Decisions) : Claim;
