using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Sluice.Schema.Grounding;

/// <summary>
/// Letters without case, one character for one: the lower case of the upper case, by Unicode's simple mappings and free of any culture.
/// So "Σ", "σ" and "ς" are one letter; "ß" and "ss" are not, since a span must keep its count of characters.
/// </summary>
internal static class CaseFolding
{
    const int CasedEnd = 0x1F000; // no letter with case stands above; emoji begin here

    static readonly Lazy<FrozenDictionary<int, int[]>> variants = new(FindVariants);

    public static int Fold(int codePoint)
    {
        if (codePoint < 0x80)
            return codePoint is >= 'A' and <= 'Z' ? codePoint | 0x20 : codePoint;
        return codePoint >= CasedEnd ? codePoint : Rune.ToLowerInvariant(Rune.ToUpperInvariant(new Rune(codePoint))).Value;
    }

    /// <summary>All characters that fold to this one, itself first.</summary>
    public static ReadOnlySpan<int> Variants(int folded, Span<int> single)
    {
        if (folded < CasedEnd && variants.Value.TryGetValue(folded, out var found))
            return found;
        single[0] = folded;
        return single[..1];
    }

    static FrozenDictionary<int, int[]> FindVariants()
    {
        var found = new Dictionary<int, List<int>>();
        for (var codePoint = 0; codePoint < CasedEnd; codePoint++)
        {
            if (!Rune.IsValid(codePoint) || Rune.GetUnicodeCategory(new Rune(codePoint)) == UnicodeCategory.OtherNotAssigned)
                continue;
            var folded = Fold(codePoint);
            if (folded == codePoint)
                continue;
            if (!found.TryGetValue(folded, out var list))
                found.Add(folded, list = [folded]);
            list.Add(codePoint);
        }

        return found.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }
}
