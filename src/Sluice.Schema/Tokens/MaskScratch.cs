using Sluice.Schema.Answers.Strings;

namespace Sluice.Schema.Tokens;

/// <summary>
/// What a mask needs to know of the string in progress while it is made: the ways in which it may still be meant, and the tokens that may
/// follow each. Kept by the machine, so that making a mask allocates nothing.
/// </summary>
internal sealed class MaskScratch
{
    /// <summary>Different masks told apart, one bit each.</summary>
    const int MaxMasks = 63;

    readonly List<TextMask> masks = [];
    readonly List<ulong> endings = [];

    /// <summary>One for each way in which the string may be meant.</summary>
    public List<TextCursor> Places { get; } = [];

    /// <summary>(way) -> a bit, that of its mask.</summary>
    public List<ulong> Bits { get; } = [];

    /// <summary>The sets of ways that some token may end the string in, as the bits of their masks.</summary>
    public IReadOnlyList<ulong> Endings => endings;

    public void Clear()
    {
        Places.Clear();
        Bits.Clear();
        masks.Clear();
        endings.Clear();
    }

    /// <summary>Finds the masks of all places, and adds the tokens that stay in the string. False when there are too many.</summary>
    public bool TryFollow(TextMasks texts, bool anyEscape, Span<ulong> bitmask)
    {
        foreach (var place in Places)
        {
            var mask = texts.Of(place, anyEscape);
            var index = masks.IndexOf(mask);
            if (index < 0)
            {
                index = masks.Count;
                masks.Add(mask);
            }

            Bits.Add(1UL << index);
            if (masks.Count > MaxMasks)
                return false;
        }

        foreach (var mask in masks)
            mask.Inside.AddTo(bitmask);
        return true;
    }

    /// <summary>Finds <see cref="Endings"/>.</summary>
    public void FindEndings(ReadOnlySpan<int> tokens)
    {
        if (masks.Count == 1)
        {
            endings.Add(1);
            return;
        }

        foreach (var id in tokens)
        {
            if (EndingOf(id) is > 0 and var ending && !endings.Contains(ending))
                endings.Add(ending);
        }
    }

    /// <summary>The ways in which a token may end the string; 0 when there is none.</summary>
    public ulong EndingOf(int id)
    {
        var ending = 0UL;
        for (var index = 0; index < masks.Count; index++)
            ending |= masks[index].Closing.Contains(id) ? 1UL << index : 0;
        return ending;
    }
}
