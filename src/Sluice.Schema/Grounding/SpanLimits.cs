namespace Sluice.Schema.Grounding;

/// <summary>What a verbatim value must keep to besides standing in the text.</summary>
/// <param name="MinLength">Fewest characters, in code points.</param>
/// <param name="MaxLength">Most characters, in code points.</param>
/// <param name="MaxSpaces">Longest run of white space that a value may write.</param>
/// <param name="Used">Spans that must neither contain the value nor stand in it; null for none.</param>
/// <param name="MaxWords">Most words; int.MaxValue for no bound.</param>
internal readonly record struct SpanLimits(int MinLength, int MaxLength, int MaxSpaces, UsedSpans? Used, int MaxWords = int.MaxValue);
