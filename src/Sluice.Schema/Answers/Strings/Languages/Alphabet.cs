using Sluice.Schema.Patterns;

namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>
/// All characters, parted into classes whose members a language cannot tell apart. Class 0 are the halves of surrogate pairs, which
/// no text can hold.
/// </summary>
internal sealed class Alphabet
{
    public const int Surrogates = 0;

    const int FirstSurrogate = 0xD800;
    const int AfterSurrogates = 0xE000;

    readonly int[] starts;  // first code point of each run of characters of one class, ascending from 0
    readonly int[] classes; // (run) -> class
    readonly ushort[] ascii = new ushort[128];

    Alphabet(int[] starts, int[] classes)
    {
        (this.starts, this.classes) = (starts, classes);
        Count = classes.Max() + 1;
        for (var character = 0; character < ascii.Length; character++)
            ascii[character] = (ushort)classes[RunOf(character)];
    }

    /// <summary>One class for everything.</summary>
    public static Alphabet Single { get; } = Of([]);

    /// <summary>Classes, that of surrogates included.</summary>
    public int Count { get; }

    /// <summary>The coarsest classes with which each of the sets is a union of classes.</summary>
    public static Alphabet Of(IReadOnlyCollection<CodePointSet> sets)
    {
        var bounds = new SortedSet<int> { 0, FirstSurrogate, AfterSurrogates };
        foreach (var (first, last) in sets.SelectMany(set => set.Ranges))
        {
            bounds.Add(first);
            if (last < CodePointSet.Last)
                bounds.Add(last + 1);
        }

        int[] starts = [.. bounds];
        var colours = new int[starts.Length];
        foreach (var set in sets)
            colours = Renumber(starts.Select((start, run) => (colours[run], set.Contains(start) ? 1 : 0)));
        return Of(starts, colours);
    }

    /// <summary>A class of its own for each of the characters, and one for the rest.</summary>
    public static Alphabet OfSingles(IEnumerable<int> characters)
    {
        var colours = new SortedDictionary<int, int> { [0] = 0, [FirstSurrogate] = 0, [AfterSurrogates] = 0 };
        foreach (var character in characters.Order())
        {
            colours[character] = character + 1;
            if (character < CodePointSet.Last)
                colours[character + 1] = 0;
        }

        return Of([.. colours.Keys], [.. colours.Values]);
    }

    /// <summary>The coarsest classes that are at least as fine as those of both.</summary>
    public static Alphabet Join(Alphabet left, Alphabet right)
    {
        if (left.starts.AsSpan().SequenceEqual(right.starts) && left.classes.AsSpan().SequenceEqual(right.classes))
            return left;
        int[] starts = [.. left.starts.Union(right.starts).Order()];
        return Of(starts, Renumber(starts.Select(start => (left.ClassOf(start), right.ClassOf(start)))));
    }

    /// <summary>Joins classes that stand for the same.</summary>
    /// <param name="newClasses">(class) -> what it stands for.</param>
    public Alphabet Merge(int[] newClasses) => Of(starts, [.. classes.Select(own => newClasses[own])]);

    public int ClassOf(int codePoint) => codePoint < ascii.Length ? ascii[codePoint] : classes[RunOf(codePoint)];

    /// <summary>The first character of each class.</summary>
    public int[] Representatives()
    {
        var first = new int[Count];
        for (var run = starts.Length - 1; run >= 0; run--)
            first[classes[run]] = starts[run];
        return first;
    }

    /// <summary>(class) -> how many characters it has.</summary>
    public int[] Widths()
    {
        var widths = new int[Count];
        for (var run = 0; run < starts.Length; run++)
            widths[classes[run]] += EndOf(run) - starts[run] + 1;
        return widths;
    }

    public int RunCount => starts.Length;

    public int StartOf(int run) => starts[run];

    /// <summary>Place of the run that a character stands in.</summary>
    public int RunOf(int codePoint)
    {
        var run = Array.BinarySearch(starts, codePoint);
        return run >= 0 ? run : ~run - 1;
    }

    public int ClassOfRun(int run) => classes[run];

    /// <summary>The last character of a run.</summary>
    public int EndOf(int run) => run + 1 < starts.Length ? starts[run + 1] - 1 : CodePointSet.Last;

    public bool Equals(Alphabet other) => starts.AsSpan().SequenceEqual(other.starts) && classes.AsSpan().SequenceEqual(other.classes);

    /// <summary>Numbers classes by their first character and joins neighbouring runs.</summary>
    static Alphabet Of(int[] starts, int[] colours)
    {
        var numbers = new Dictionary<int, int>();
        var (newStarts, classes) = (new List<int>(), new List<int>());
        for (var run = 0; run < starts.Length; run++)
        {
            var own = Surrogates;
            if (starts[run] is < FirstSurrogate or >= AfterSurrogates && !numbers.TryGetValue(colours[run], out own))
                numbers.Add(colours[run], own = numbers.Count + 1);
            if (classes.Count > 0 && classes[^1] == own)
                continue;
            newStarts.Add(starts[run]);
            classes.Add(own);
        }

        return new Alphabet([.. newStarts], [.. classes]);
    }

    static int[] Renumber(IEnumerable<(int, int)> colours)
    {
        var numbers = new Dictionary<(int, int), int>();
        return [.. colours.Select(colour => numbers.TryGetValue(colour, out var number) ? number : numbers[colour] = numbers.Count)];
    }
}
