namespace Sluice.Schema.Answers.Strings;

/// <summary>A set of strings that is narrowed character by character: those that begin alike stand side by side. Immutable; two with the same members are equal.</summary>
internal sealed class StringSet : IEquatable<StringSet>
{
    readonly int[][] members;
    readonly string[] texts;
    readonly Lazy<int> hash;

    public StringSet(IEnumerable<string> strings)
    {
        var sorted = strings.Distinct(StringComparer.Ordinal).Select(text => (Text: text, Points: text.EnumerateRunes().Select(rune => rune.Value).ToArray())).ToList();
        sorted.Sort((left, right) => left.Points.AsSpan().SequenceCompareTo(right.Points));
        members = [.. sorted.Select(member => member.Points)];
        texts = [.. sorted.Select(member => member.Text)];
        hash = new Lazy<int>(() => texts.Aggregate(0, (all, text) => HashCode.Combine(all, text.GetHashCode(StringComparison.Ordinal))));
    }

    public int Count => members.Length;

    /// <summary>A member by its place in the order of code points.</summary>
    public string this[int index] => texts[index];

    /// <summary>The member of from..to that has exactly the <paramref name="depth"/> characters they share, -1 when there is none.</summary>
    public int Whole(int from, int to, int depth) => from < to && members[from].Length == depth ? from : -1;

    /// <summary>Narrows from..to, whose members share their first <paramref name="depth"/> characters, to those with a next character within bounds.</summary>
    public (int From, int To) Narrow(int from, int to, int depth, int low, int high)
    {
        if (Whole(from, to, depth) >= 0)
            from++;
        return (FirstAtLeast(from, to, depth, low), FirstAtLeast(from, to, depth, high + 1));
    }

    public bool Equals(StringSet? other) =>
        ReferenceEquals(this, other) || other is not null && hash.Value == other.hash.Value && texts.AsSpan().SequenceEqual(other.texts);

    public override bool Equals(object? obj) => Equals(obj as StringSet);

    public override int GetHashCode() => hash.Value;

    int FirstAtLeast(int from, int to, int depth, int codePoint)
    {
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = members[middle][depth] < codePoint ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
