namespace Sluice.Schema.Answers.Strings;

/// <summary>A place in a string or key that can be followed by itself, without the machine around it.</summary>
internal interface ITextCursor
{
    /// <summary>Whether the text may end here.</summary>
    bool CanEnd { get; }

    /// <summary>Whether anything may follow, for ever.</summary>
    bool IsFree { get; }

    /// <summary>Goes one character on. False when no text goes on so; the place is then of no more use.</summary>
    bool TryStep(int character);

    /// <summary>Whether a character of one of the ranges may come next.</summary>
    bool MayStep(ReadOnlySpan<(int Low, int High)> ranges);

    /// <summary>Equal for places after which the same may follow, as far as so many characters tell.</summary>
    /// <param name="reach">Characters that count: those of the longest token.</param>
    TextKey Key(int reach);
}

/// <summary>What decides about the next characters of a text.</summary>
/// <param name="Source">The table of its language, or the set of its named values; null when any character will do.</param>
/// <param name="At">The state of the language, or the characters of a named value so far.</param>
/// <param name="Least">Characters that must still come, as far as it matters; the first of the named values left; for keys, half of the classes wanted.</param>
/// <param name="Most">Characters that may still come, as far as it matters; one past the last of the named values left; for keys, the other half.</param>
internal readonly record struct TextKey(object? Source, TextKind Kind, int At, int Least, int Most);

/// <summary>How a table is read: tables of strings and of keys may be equal, and are asked other things.</summary>
internal enum TextKind
{
    String,

    /// <summary>A key of which it is certain that it can be completed.</summary>
    CertainKey,

    /// <summary>A key that may be completed, unless all such keys are written already.</summary>
    PossibleKey,
}
