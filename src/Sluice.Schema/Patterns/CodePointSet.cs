namespace Sluice.Schema.Patterns;

/// <summary>A set of Unicode code points (U+0000 to U+10FFFF, lone surrogates included), as sorted ranges that do not touch.</summary>
internal sealed class CodePointSet
{
    public const int Last = 0x10FFFF;

    readonly (int First, int Last)[] ranges;
    readonly UInt128 ascii; // one bit each for the first 128, which most text is made of

    CodePointSet((int First, int Last)[] ranges)
    {
        this.ranges = ranges;
        foreach (var (first, last) in ranges)
            for (var i = first; i <= last && i < 128; i++)
                ascii |= UInt128.One << i;
    }

    public static CodePointSet All { get; } = new([(0, Last)]);

    public static CodePointSet None { get; } = new([]);

    public IReadOnlyList<(int First, int Last)> Ranges => ranges;

    public bool IsEmpty => ranges.Length == 0;

    public static CodePointSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }

        return new CodePointSet([.. merged]);
    }

    public static CodePointSet Of(int codePoint) => new([(codePoint, codePoint)]);

    public static CodePointSet Union(IEnumerable<CodePointSet> sets) => Of(sets.SelectMany(set => set.ranges));

    public CodePointSet Complement()
    {
        var gaps = new List<(int First, int Last)>();
        var next = 0;
        foreach (var (first, last) in ranges)
        {
            if (first > next)
                gaps.Add((next, first - 1));
            next = last + 1;
        }

        if (next <= Last)
            gaps.Add((next, Last));
        return new CodePointSet([.. gaps]);
    }

    public bool Contains(int codePoint)
    {
        if (codePoint < 128)
            return (ascii >> codePoint & UInt128.One) != UInt128.Zero;
        var (low, high) = (0, ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (codePoint < ranges[middle].First)
                high = middle - 1;
            else if (codePoint > ranges[middle].Last)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }
}
