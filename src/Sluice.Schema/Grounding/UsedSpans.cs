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
    /// <param name="taken">One place of the new item in the text.</param>
    /// <param name="length">Its symbols.</param>
    public static UsedSpans Add(UsedSpans? earlier, SpanIndex index, int taken, int length)
    {
        var within = earlier?.within.ToArray() ?? new int[index.Length + 1];
        var past = earlier?.past.ToArray() ?? Filled(index.Length + 1);

        var nearest = int.MaxValue;
        for (var start = index.Length; start >= 0; start--)
        {
            if (Matching(index, taken, taken + length, start) == length)
                nearest = start + length;
            past[start] = Math.Min(past[start], nearest);
        }

        for (var word = taken; word < taken + length; word++)
        {
            for (var start = 0; start < index.Length && index.IsBorder(word); start++)
                within[start] = Math.Max(within[start], start + Matching(index, word, taken + length, start));
        }

        return new UsedSpans(within, past);
    }

    /// <summary>How many symbols of the words from..to stand at a start too, whole words only.</summary>
    static int Matching(SpanIndex index, int from, int to, int start)
    {
        var matched = 0;
        if (!index.IsBorder(start))
            return 0;
        for (var at = 0; from + at < to && start + at < index.Length && index.SymbolAt(from + at) == index.SymbolAt(start + at); at++)
        {
            if (index.IsBorder(from + at + 1) && index.IsBorder(start + at + 1))
                matched = at + 1;
        }

        return matched;
    }

    static int[] Filled(int length)
    {
        var filled = new int[length];
        Array.Fill(filled, int.MaxValue);
        return filled;
    }
}
