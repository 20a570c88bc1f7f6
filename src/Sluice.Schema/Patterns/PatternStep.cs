namespace Sluice.Schema.Patterns;

/// <summary>One step of a <see cref="PatternProgram"/>.</summary>
internal readonly record struct PatternStep(StepKind Kind)
{
    public CodePointSet? Set { get; init; }

    public BorderKind Border { get; init; }

    /// <summary>The step to go on with, beside or instead of the next; for a look, its number.</summary>
    public int Target { get; init; }
}

internal enum StepKind
{
    /// <summary>Reads one character of the set.</summary>
    Character,

    /// <summary>Goes on at the next step and at the target.</summary>
    Fork,

    /// <summary>Goes on at the target.</summary>
    Jump,

    /// <summary>Goes on when the place fulfils the condition.</summary>
    Border,

    /// <summary>Goes on when the look says so for this place.</summary>
    Look,

    /// <summary>The expression is found.</summary>
    Accept,
}
