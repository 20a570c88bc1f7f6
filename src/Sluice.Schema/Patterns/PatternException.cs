namespace Sluice.Schema.Patterns;

/// <summary>A regular expression that cannot be read or is too large.</summary>
internal sealed class PatternException(string reason, int position) : Exception($"{reason} (at character {position + 1})")
{
    /// <summary>UTF-16 index into the expression.</summary>
    public int Position { get; } = position;
}
