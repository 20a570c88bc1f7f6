namespace Sluice.Templates.Values;

/// <summary>Size and depth of a container, summed once when it is made, so that later work on it can be charged before it is done.</summary>
internal static class ContainerWeight
{
    /// <summary>Containers within each other. Python's own recursion bound lets a little less than a thousand print.</summary>
    public const int MaxNesting = 500;

    const long Most = long.MaxValue / 4;

    public static (long Weight, int Nesting) Of(ReadOnlySpan<Value> items)
    {
        var (weight, nesting) = (1L, 0);
        foreach (var item in items)
            Add(ref weight, ref nesting, item);
        return (weight, Deeper(nesting));
    }

    public static void Add(ref long weight, ref int nesting, Value item)
    {
        weight = Math.Min(Most, weight + item.Weight);
        nesting = Math.Max(nesting, item.Nesting);
    }

    public static int Deeper(int nesting) => nesting < MaxNesting ? nesting + 1
        : throw TemplateFault.Recursion($"lists and dicts are nested more than {MaxNesting} deep");
}
