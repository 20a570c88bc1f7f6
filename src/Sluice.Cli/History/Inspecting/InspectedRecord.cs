using Sluice.Cli.Answers;

namespace Sluice.Cli.History.Inspecting;

/// <summary>An answered record as it is shown.</summary>
/// <param name="Grounded">The answer and the text it was taken from; the text is empty when it cannot be had.</param>
/// <param name="Problem">Why it cannot; null when it is there.</param>
/// <param name="Provenance">Who answered, in a line.</param>
internal sealed record InspectedRecord(GroundedAnswer Grounded, string? Problem, string Provenance);
