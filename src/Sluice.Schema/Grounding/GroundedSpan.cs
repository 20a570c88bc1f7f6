namespace Sluice.Schema.Grounding;

/// <summary>Where a verbatim value stands in its source text.</summary>
/// <param name="InstancePath">JSON pointer of the value in the answer, as in "/skills/0".</param>
/// <param name="Start">First character in the source, counted in UTF-16 units.</param>
/// <param name="Length">UTF-16 units of the source, which can differ from the value's: runs of white space count once there.</param>
public readonly record struct GroundedSpan(string InstancePath, int Start, int Length)
{
    /// <summary>One past the last character, in UTF-16 units.</summary>
    public int End => Start + Length;

    internal bool Overlaps(GroundedSpan other) => Start < other.End && other.Start < End;
}
