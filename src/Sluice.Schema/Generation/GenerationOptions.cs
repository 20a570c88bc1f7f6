namespace Sluice.Schema.Generation;

/// <summary>What generated documents look like. The defaults write what our engine writes: keys in definition order, numbers plainly.</summary>
public sealed record GenerationOptions
{
    public static GenerationOptions Default { get; } = new();

    /// <summary>Values below each other from where on only what must be there is written, so that recursive schemas end.</summary>
    public int ModestDepth { get; init; } = 4;

    /// <summary>Items and characters written beyond the least that is asked for, at most.</summary>
    public int Generosity { get; init; } = 4;

    /// <summary>The text that `x-verbatim` strings are taken from, as runs of one to three words; without it they are any string.</summary>
    public string? Source { get; init; }

    /// <summary>Keys in any order.</summary>
    public bool ShuffleKeys { get; init; }

    /// <summary>Numbers also in other spellings of the same value: 5.0, 50e-1.</summary>
    public bool VarySpelling { get; init; }
}
