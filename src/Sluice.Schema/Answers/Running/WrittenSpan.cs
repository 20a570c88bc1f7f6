using Sluice.Schema.Grounding;

namespace Sluice.Schema.Answers.Running;

/// <summary>The verbatim values written so far, the latest first.</summary>
internal sealed class WrittenSpan(GroundedSpan span, WrittenSpan? earlier)
{
    /// <summary>In the order in which they were written.</summary>
    public static List<GroundedSpan> All(WrittenSpan? latest)
    {
        var spans = new List<GroundedSpan>();
        for (var at = latest; at is not null; at = at.Earlier)
            spans.Add(at.Span);
        spans.Reverse();
        return spans;
    }

    GroundedSpan Span { get; } = span;

    WrittenSpan? Earlier { get; } = earlier;
}
