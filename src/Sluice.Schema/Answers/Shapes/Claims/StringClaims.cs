using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>The string does not match the schema's pattern.</summary>
internal sealed record PatternMissed(SchemaNode Node) : Claim;

/// <summary>The string is not of the schema's format.</summary>
internal sealed record FormatMissed(SchemaNode Node) : Claim;
