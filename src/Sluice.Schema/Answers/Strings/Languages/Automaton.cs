namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>
/// A table that reads strings character by character and ends in a state with a label. Minimal and numbered in a fixed way, so that
/// two that read alike are equal. State 0 is the one from which only label 0 can be reached.
/// </summary>
internal sealed class Automaton : IEquatable<Automaton>
{
    public const int Dead = 0;

    readonly int[] next;   // (state, class)
    readonly int[] labels; // (state)
    readonly int hash;

    internal Automaton(Alphabet alphabet, int[] next, int[] labels, int start)
    {
        (Alphabet, this.next, this.labels, Start) = (alphabet, next, labels, start);
        var code = default(HashCode);
        foreach (var target in next)
            code.Add(target);
        foreach (var label in labels)
            code.Add(label);
        hash = code.ToHashCode();
    }

    public Alphabet Alphabet { get; }

    public int Start { get; }

    public int StateCount => labels.Length;

    /// <summary>What the string read so far is: 0 when it is nothing.</summary>
    public int LabelOf(int state) => labels[state];

    public int Step(int state, int codePoint) => next[state * Alphabet.Count + Alphabet.ClassOf(codePoint)];

    public int StepByClass(int state, int characterClass) => next[state * Alphabet.Count + characterClass];

    public bool Equals(Automaton? other) =>
        ReferenceEquals(this, other) || other is not null && hash == other.hash && Start == other.Start && labels.AsSpan().SequenceEqual(other.labels)
        && next.AsSpan().SequenceEqual(other.next) && Alphabet.Equals(other.Alphabet);

    public override bool Equals(object? obj) => Equals(obj as Automaton);

    public override int GetHashCode() => hash;
}
