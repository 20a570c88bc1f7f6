namespace Sluice.Schema.Answers.Running;

/// <summary>Where in a character of a JSON string the reader stands.</summary>
internal enum CharacterPhase : byte
{
    Between,
    Utf8,
    Escape,
    Hex,

    /// <summary>After an escaped high surrogate: only the escape of a low one may follow.</summary>
    LowEscape,
    LowU,
}

/// <summary>What one byte of a JSON string has brought.</summary>
internal enum CharacterEvent : byte
{
    Bad,
    Inside,
    Character,
    End,
}
