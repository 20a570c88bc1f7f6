using System.Text;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Grounding;

/// <summary>
/// The text that verbatim values must be spans of. Its automata are built once, on first use, in time linear in the text;
/// after that it may be shared by any number of answers and threads.
/// </summary>
public sealed class SourceText
{
    readonly FoldedText folded;
    readonly Lazy<SpanIndex>[] indexes; // one for each way to compare, by Place

    public SourceText(string text)
    {
        Text = text;
        folded = new FoldedText(text);
        var exact = new Lazy<FoldedText>(() => new FoldedText(text, exactCase: true));
        indexes = [.. Enumerable.Range(0, 8).Select(place =>
            new Lazy<SpanIndex>(() => new SpanIndex((place & 4) == 0 ? folded : exact.Value, lines: (place & 1) != 0, anyBorders: (place & 2) != 0)))];
    }

    public string Text { get; }

    /// <summary>
    /// Finds a value in the text: the first place that overlaps no span in <paramref name="used"/>, else the first that is none of them,
    /// else the first. False when the text does not contain it by the rule.
    /// </summary>
    /// <param name="instancePath">Where the value stands in the answer; kept in the result.</param>
    public bool TryLocate(string value, VerbatimRule rule, string instancePath, IEnumerable<GroundedSpan> used, out GroundedSpan span)
    {
        var index = IndexFor(rule);
        var found = TryWalk(value, index, out var walk) && (rule.MaxWords is not { } most || index.CountWords(index.AnyStart(walk), walk.Symbols) <= most);
        span = found ? Choose(index, walk, instancePath, used) : default;
        return found;
    }

    internal SpanIndex IndexFor(VerbatimRule rule) => Index(rule, rule.ExactCase);

    /// <summary>The same spans, with upper and lower case as the text has them. Their places are those of <see cref="IndexFor"/>.</summary>
    internal SpanIndex ExactIndexFor(VerbatimRule rule) => Index(rule, exactCase: true);

    /// <summary>Adds a value to the spans taken, when the text contains it. Case does not keep values apart.</summary>
    internal UsedSpans? Use(UsedSpans? used, string value, VerbatimRule rule)
    {
        var index = Index(rule, exactCase: false);
        return TryWalk(value, index, out var walk) ? UsedSpans.Add(used, index, index.AnyStart(walk), walk.Symbols) : used;
    }

    SpanIndex Index(VerbatimRule rule, bool exactCase) =>
        indexes[(rule.AtLineStart ? 1 : 0) | (rule.AnyBorders ? 2 : 0) | (exactCase ? 4 : 0)].Value;

    static bool TryWalk(string value, SpanIndex index, out SpanWalk walk)
    {
        walk = default;
        foreach (var rune in value.EnumerateRunes())
        {
            if (!index.TryStep(ref walk, rune.Value))
                return false;
        }

        return index.CanClose(walk);
    }

    GroundedSpan Choose(SpanIndex index, in SpanWalk walk, string instancePath, IEnumerable<GroundedSpan> used)
    {
        var starts = index.Starts(walk);
        var taken = used.ToList();
        var symbols = walk.Symbols;
        return starts.Select(SpanAt).Where(span => !taken.Any(span.Overlaps))
            .Concat(starts.Select(SpanAt).Where(span => !taken.Any(other => other.Start == span.Start && other.Length == span.Length)))
            .Append(SpanAt(starts[0]))
            .First();

        GroundedSpan SpanAt(int start)
        {
            var from = folded.StartOf(start);
            return new GroundedSpan(instancePath, from, folded.EndOf(start + symbols - 1) - from);
        }
    }
}
