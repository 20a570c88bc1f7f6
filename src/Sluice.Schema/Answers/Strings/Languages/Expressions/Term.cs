using Sluice.Schema.Patterns;

namespace Sluice.Schema.Answers.Strings.Languages.Expressions;

internal enum TermKind
{
    /// <summary>No string.</summary>
    Nothing,

    /// <summary>The empty string.</summary>
    Empty,

    /// <summary>One character of a set.</summary>
    Character,
    Sequence,
    Choice,
    Both,
    Not,
    Repeat,

    /// <summary>A condition on the place between two characters.</summary>
    Border,

    /// <summary>A condition on all that follows.</summary>
    Look,
}

/// <summary>A part of a regular expression with intersection and complement. Made by <see cref="TermPool"/> only, where equal terms are one object.</summary>
internal sealed class Term(int id, TermKind kind)
{
    public int Id { get; } = id;

    public TermKind Kind { get; } = kind;

    public CodePointSet? Set { get; init; }

    /// <summary>Parts in order for a sequence (two), by id for a choice and for both; one for not, repeat and look.</summary>
    public Term[] Parts { get; init; } = [];

    public int Least { get; init; }

    /// <summary>int.MaxValue is without end.</summary>
    public int Most { get; init; }

    public BorderKind Border { get; init; }

    public bool IsNegative { get; init; }

    /// <summary>Whether there are no conditions in it, so that what it matches does not depend on what stands around.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether it matches the empty string; has a meaning for plain terms.</summary>
    public bool IsNullable { get; init; }

    /// <summary>Whether it asks for the start of the text.</summary>
    public bool HasStart { get; init; }

    /// <summary>Whether it asks for word borders.</summary>
    public bool HasWord { get; init; }
}
