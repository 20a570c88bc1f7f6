namespace Sluice.Schema.Patterns;

/// <summary>A part of a regular expression, read by the grammar of ECMA-262.</summary>
internal abstract record PatternNode
{
    PatternNode() { }

    /// <summary>One character out of a set.</summary>
    public sealed record Character(CodePointSet Set) : PatternNode;

    public sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    public sealed record Choice(IReadOnlyList<PatternNode> Options) : PatternNode;

    /// <summary>Between <paramref name="Least"/> and <paramref name="Most"/> times; null is without end. Greedy or lazy makes no difference to whether something matches.</summary>
    public sealed record Repeat(PatternNode Part, int Least, int? Most) : PatternNode;

    /// <summary>A condition on the place between two characters.</summary>
    public sealed record Border(BorderKind Kind) : PatternNode;

    /// <summary>A condition on what follows (or, looking behind, precedes) a place, consuming nothing.</summary>
    public sealed record Look(PatternNode Part, bool Behind, bool Negative) : PatternNode;

    /// <summary>What a group has matched, once more. Part of the language, but no automaton can follow it.</summary>
    public sealed record BackReference(int Position) : PatternNode;
}

/// <summary>The conditions on a place: ^, $, \b and \B.</summary>
internal enum BorderKind
{
    Start,
    End,
    Word,
    NotWord,
}
