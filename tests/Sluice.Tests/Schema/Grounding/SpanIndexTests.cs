using Sluice.Schema.Grounding;

namespace Sluice.Tests.Schema.Grounding;

/// <summary>The index against a plain list of all spans of small random texts.</summary>
public sealed class SpanIndexTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_beginning_is_followed_just_as_long_as_some_span_can_still_be_reached(int seed, bool lines)
    {
        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var text = new FoldedText(RandomText(random));
            var index = new SpanIndex(text, lines);
            var spans = Spans(text, index, lines);
            var (used, taken) = Take(index, spans, random);
            var limits = new SpanLimits(random.Next(4), random.Next(2) == 0 ? int.MaxValue : 3 + random.Next(5), MaxSpaces: 1, used);
            var allowed = spans.Where(span => span.Length >= limits.MinLength && span.Length <= limits.MaxLength && taken.All(other => !Holds(span, other) && !Holds(other, span))).ToList();

            foreach (var begun in spans.SelectMany(span => Enumerable.Range(0, span.Length + 1).Select(length => span[..length])).Distinct())
            {
                var walk = default(SpanWalk);
                Assert.All(begun, character => Assert.True(index.TryStep(ref walk, character)));
                var expected = allowed.Any(span => span.StartsWith(begun, StringComparison.Ordinal));
                Assert.True(expected == index.Reaches(walk, begun.Length, 0, limits), $"\"{begun}\" {limits}, taken {string.Join('|', taken)}, text {string.Join(' ', text.Symbols)}");
                Assert.Equal(spans.Contains(begun), index.CanClose(walk));
            }
        }
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void No_other_character_can_follow_than_one_that_leads_to_a_span(int seed, bool lines)
    {
        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var text = new FoldedText(RandomText(random));
            var index = new SpanIndex(text, lines);
            var spans = Spans(text, index, lines);

            foreach (var begun in spans.SelectMany(span => Enumerable.Range(0, span.Length + 1).Select(length => span[..length])).Distinct())
            {
                var walk = default(SpanWalk);
                Assert.All(begun, character => Assert.True(index.TryStep(ref walk, character)));
                foreach (var next in "abc -字<A")
                {
                    var longer = walk;
                    var led = index.TryStep(ref longer, next) && index.Distance(longer) != int.MaxValue;
                    Assert.Equal(spans.Any(span => span.StartsWith(begun + char.ToLowerInvariant(next), StringComparison.Ordinal)), led && !begun.EndsWith(' ') || led && next != ' ');
                }

                var endings = index.Endings(walk).Select(ending => (begun + ending).ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal);
                Assert.Equal(spans.Where(span => span.StartsWith(begun, StringComparison.Ordinal)).Order(StringComparer.Ordinal), endings);
            }
        }
    }

    [Fact]
    public void A_long_text_is_indexed_in_one_pass()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(word => word % 7 == 0 ? "abab " : "ab\n"));
        var index = new SpanIndex(new FoldedText(text), lines: false);

        var walk = default(SpanWalk);
        Assert.All(text.Trim(), character => Assert.True(index.TryStep(ref walk, character)));

        Assert.True(index.CanClose(walk));
    }

    static string RandomText(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => new[] { "a", "b", "ab", "A", " ", "  ", "\n", "-", "字", "<A>", "c" }[random.Next(11)]));

    /// <summary>Every span, as folded characters with runs of white space as one space.</summary>
    static HashSet<string> Spans(FoldedText text, SpanIndex index, bool lines)
    {
        var spans = new HashSet<string>();
        for (var from = 0; from < text.Length; from++)
        {
            if (lines && from > 0 && text.Symbols[from - 1] != FoldedText.LineBreak)
                continue;
            for (var to = from + 1; to <= text.Length; to++)
            {
                var symbols = text.Symbols[from..to];
                if (symbols.Contains(FoldedText.Marker) || lines && symbols.Contains(FoldedText.LineBreak))
                    break;
                if (index.IsBorder(from) && index.IsBorder(to) && symbols[0] >= 0 && symbols[^1] >= 0)
                    spans.Add(string.Concat(symbols.Select(symbol => symbol < 0 ? " " : char.ConvertFromUtf32(symbol))));
            }
        }

        return spans;
    }

    static (UsedSpans? Used, List<string> Taken) Take(SpanIndex index, HashSet<string> spans, Random random)
    {
        UsedSpans? used = null;
        var taken = new List<string>();
        foreach (var value in spans.Where(_ => random.Next(6) == 0).Take(2).ToList())
        {
            var walk = default(SpanWalk);
            Assert.All(value, character => Assert.True(index.TryStep(ref walk, character)));
            used = UsedSpans.Add(used, index, index.AnyStart(walk), walk.Symbols);
            taken.Add(value);
        }

        return (used, taken);
    }

    /// <summary>Whether a value stands in another, from border to border.</summary>
    static bool Holds(string whole, string part)
    {
        for (var at = whole.IndexOf(part, StringComparison.Ordinal); at >= 0; at = whole.IndexOf(part, at + 1, StringComparison.Ordinal))
        {
            if (IsBorder(whole, at) && IsBorder(whole, at + part.Length))
                return true;
        }

        return false;
    }

    static bool IsBorder(string text, int at) => at == 0 || at == text.Length
        || WordBorders.Between(text[at - 1] == ' ' ? FoldedText.Space : text[at - 1], text[at] == ' ' ? FoldedText.Space : text[at]);
}
