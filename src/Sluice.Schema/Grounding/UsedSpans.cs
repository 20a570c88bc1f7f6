namespace Sluice.Schema.Grounding;

/// <summary>
/// The spans that the earlier items of an array have taken, as bounds on what may begin at each position of the text: an item neither
/// contains an earlier one nor stands inside one, by words and without case. Immutable; adding gives a new one.
/// </summary>
internal sealed class UsedSpans
{
    readonly int[] within; // (start) -> the furthest end at which a span is part of an earlier item
    readonly int[] past;   // (start) -> the nearest end at which a span contains an earlier item

    UsedSpans(int[] within, int[] past) => (this.within, this.past) = (within, past);

    /// <summary>Whether the span is part of an earlier item.</summary>
    public bool IsWithin(int start, int end) => end <= within[start];

    /// <summary>Whether the span, and so every longer one from the same start, contains an earlier item.</summary>
    public bool IsPast(int start, int end) => end >= past[start];

    /// <param name="earlier">What was taken before; null for nothing.</param>
    /// <param name="starts">Every place of the new item in the text, ascending.</param>
    /// <param name="length">Its symbols.</param>
    public static UsedSpans Add(UsedSpans? earlier, SpanIndex index, List<int> starts, int length)
    {
        var within = earlier?.within.ToArray() ?? new int[index.Length + 1];
        var past = earlier?.past.ToArray() ?? Filled(index.Length + 1);

        var next = starts.Count - 1;
        var nearest = int.MaxValue;
        for (var start = index.Length; start >= 0; start--)
        {
            for (; next >= 0 && starts[next] >= start; next--)
                nearest = starts[next] + length;
            past[start] = Math.Min(past[start], nearest);
        }

        for (var word = starts[0]; word < starts[0] + length; word++)
        {
            if (index.IsBorder(word))
                MarkParts(index, within, word, starts[0] + length);
        }

        return new UsedSpans(within, past);
    }

    /// <summary>Marks every place where a beginning of the words from..to stands.</summary>
    static void MarkParts(SpanIndex index, int[] within, int from, int to)
    {
        for (var start = 0; start < index.Length; start++)
        {
            var matched = 0;
            for (var at = 0; from + at < to && start + at < index.Length && index.SymbolAt(from + at) == index.SymbolAt(start + at); at++)
            {
                if (from + at + 1 == to || index.IsBorder(from + at + 1))
                    matched = at + 1;
            }

            if (matched > 0)
                within[start] = Math.Max(within[start], start + matched);
        }
    }

    static int[] Filled(int length)
    {
        var filled = new int[length];
        Array.Fill(filled, int.MaxValue);
        return filled;
    }
}
