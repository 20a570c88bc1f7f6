namespace Sluice.Schema.Grounding;

/// <summary>How far a value has followed the text: a place in a <see cref="SpanIndex"/>. The default is the beginning of a value.</summary>
internal readonly record struct SpanWalk
{
    public int State { get; init; }

    /// <summary>Symbols of the text followed so far; a run of white space in the value is one.</summary>
    public int Symbols { get; init; }

    /// <summary>The last of them.</summary>
    public int Last { get; init; }
}
