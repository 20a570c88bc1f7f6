namespace Sluice.Schema.Loading;

/// <summary>What `x-verbatim` asks of a string: to be a span of the record's own text.</summary>
/// <param name="AtLineStart">The span must begin a line of the text, as titles do.</param>
public sealed record VerbatimRule(bool AtLineStart);
