namespace Sluice.Schema.Loading;

/// <summary>What `x-verbatim` asks of a string: to be a span of the record's own text.</summary>
/// <param name="AtLineStart">The span must begin a line of the text and stay in it, as titles do.</param>
public sealed record VerbatimRule(bool AtLineStart = false)
{
    /// <summary>Whether the span may begin and end inside a word, between any two characters as people see them.</summary>
    public bool AnyBorders { get; init; }

    /// <summary>Whether upper and lower case must be those of the text.</summary>
    public bool ExactCase { get; init; }

    /// <summary>Most words of the span: what white space separates, and each character of scripts written without spaces. Null for no bound.</summary>
    public int? MaxWords { get; init; }

    /// <summary>What a string must keep to that is held to both.</summary>
    internal VerbatimRule And(VerbatimRule other) => new(AtLineStart || other.AtLineStart)
    {
        AnyBorders = AnyBorders && other.AnyBorders,
        ExactCase = ExactCase || other.ExactCase,
        MaxWords = MaxWords is { } most && other.MaxWords is { } others ? Math.Min(most, others) : MaxWords ?? other.MaxWords,
    };
}
