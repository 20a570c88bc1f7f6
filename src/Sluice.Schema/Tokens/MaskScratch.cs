using System.Runtime.InteropServices;
using Sluice.Schema.Answers.Strings;

namespace Sluice.Schema.Tokens;

/// <summary>
/// What a mask needs to know of the string or key in progress while it is made. Of a string: the ways in which it may still be meant, the
/// tokens that may follow each, and which tokens end it in the same ways. Kept by the machine, so that making a mask allocates little.
/// </summary>
internal sealed class MaskScratch
{
    readonly List<TextMask> masks = [];
    readonly Dictionary<TextMask, int> places = [];
    readonly List<int> maskOf = []; // (way)
    readonly Dictionary<int, int> endingOf = []; // (token) -> the ending that it has
    readonly List<(int Shorter, int Mask)> endings = []; // the masks that let a token end the string: one more than a shorter list, 0 for none
    readonly Dictionary<(int Shorter, int Mask), int> known = [];
    readonly HashSet<int> used = [];
    readonly List<bool> isWhole = []; // (way)
    readonly List<int> ids = [];

    /// <summary>Of a string, one for each way in which it may be meant; of a key, in the names of the schema.</summary>
    public List<TextCursor> Places { get; } = [];

    /// <summary>Of a key, in keys that can certainly be completed.</summary>
    public List<KeyCursor> CertainKeys { get; } = [];

    /// <summary>Of a key, in keys that may be completed.</summary>
    public List<KeyCursor> PossibleKeys { get; } = [];

    /// <summary>What is left of strings to avoid.</summary>
    public List<string> Avoided { get; } = [];

    /// <summary>Tokens that have to be tried one by one, as a mask.</summary>
    public ulong[] Doubtful { get; private set; } = [];

    /// <summary>The endings that tokens have, one for each set of ways that some token can end the string in.</summary>
    public IReadOnlyCollection<int> Endings => used;

    public void Clear(int maskLength)
    {
        Places.Clear();
        CertainKeys.Clear();
        PossibleKeys.Clear();
        Avoided.Clear();
        if (Doubtful.Length != maskLength)
            Doubtful = new ulong[maskLength];
    }

    /// <summary>Finds the masks of all ways, and adds the tokens that stay in the string.</summary>
    public void Follow(TextMasks texts, bool anyEscape, Span<ulong> bitmask)
    {
        masks.Clear();
        places.Clear();
        maskOf.Clear();
        foreach (var place in Places)
        {
            var mask = texts.Of(place, anyEscape);
            if (!places.TryGetValue(mask, out var index))
            {
                places.Add(mask, index = masks.Count);
                masks.Add(mask);
                mask.Inside.AddTo(bitmask);
            }

            maskOf.Add(index);
        }
    }

    /// <summary>Finds <see cref="Endings"/>.</summary>
    public void FindEndings()
    {
        endingOf.Clear();
        endings.Clear();
        known.Clear();
        used.Clear();
        endings.Add(default);
        if (masks.Count == 1)
        {
            endings.Add((0, 0));
            used.Add(1);
            return;
        }

        for (var mask = 0; mask < masks.Count; mask++)
        {
            ids.Clear();
            masks[mask].Closing.AddTo(ids);
            foreach (var id in ids)
                endingOf[id] = Longer(endingOf.GetValueOrDefault(id), mask);
        }

        foreach (var ending in endingOf.Values)
            used.Add(ending);
    }

    /// <summary>The ending of a token; 0 when it cannot end the string.</summary>
    public int EndingOf(int id) => masks.Count == 1 ? masks[0].Closing.Contains(id) ? 1 : 0 : endingOf.GetValueOrDefault(id);

    /// <summary>(way) -> whether an ending makes it whole. To be used before the next call.</summary>
    public ReadOnlySpan<bool> WholeIn(int ending)
    {
        isWhole.Clear();
        foreach (var mask in maskOf)
            isWhole.Add(Has(ending, mask));
        return CollectionsMarshal.AsSpan(isWhole);
    }

    bool Has(int ending, int mask)
    {
        for (; ending != 0; ending = endings[ending].Shorter)
        {
            if (endings[ending].Mask == mask)
                return true;
        }

        return false;
    }

    int Longer(int ending, int mask)
    {
        if (!known.TryGetValue((ending, mask), out var longer))
        {
            known.Add((ending, mask), longer = endings.Count);
            endings.Add((ending, mask));
        }

        return longer;
    }
}
