using Sluice.Schema.Grounding;

namespace Sluice.Cli.History.Inspecting;

/// <summary>A piece of a text that the same spans cover.</summary>
/// <param name="Spans">In order of their beginnings; none for plain text.</param>
internal sealed record TextPiece(string Text, IReadOnlyList<GroundedSpan> Spans)
{
    /// <summary>The whole text, cut wherever a span begins or ends; spans may overlap.</summary>
    public static IReadOnlyList<TextPiece> Of(string text, IReadOnlyList<GroundedSpan> spans)
    {
        GroundedSpan[] inside = [.. spans.Where(span => span.Start >= 0 && span.Length > 0 && span.End <= text.Length).OrderBy(span => span.Start).ThenBy(span => span.End)];
        int[] cuts = [.. inside.SelectMany(span => new[] { span.Start, span.End }).Append(0).Append(text.Length).Distinct().Order()];
        return [.. cuts.Zip(cuts.Skip(1)).Select(cut => new TextPiece(text[cut.First..cut.Second], [.. inside.Where(span => span.Start <= cut.First && span.End >= cut.Second)]))];
    }
}
