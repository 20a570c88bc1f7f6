namespace Sluice.Schema.Grounding;

/// <summary>Which verbatim values of an answer stand in its source text.</summary>
/// <param name="Spans">Those that do, with their places, in the order of the answer.</param>
/// <param name="Ungrounded">Those that do not.</param>
public sealed record GroundingReport(IReadOnlyList<GroundedSpan> Spans, IReadOnlyList<UngroundedValue> Ungrounded)
{
    public bool IsGrounded => Ungrounded.Count == 0;
}

/// <summary>A value that should have been quoted and was not.</summary>
/// <param name="InstancePath">JSON pointer of the value in the answer, as in "/skills/0".</param>
/// <param name="Value">The string that the text does not contain by the rule.</param>
public sealed record UngroundedValue(string InstancePath, string Value);
