using Sluice.Pipeline.Sources;

namespace Sluice.Pipeline.Storage;

/// <summary>One attempt at one record, and its answer when it brought one.</summary>
/// <param name="Record">The record, as it is now.</param>
/// <param name="Attempt">Null when only the record is noted, as it is now, or an answer of an earlier attempt is accepted.</param>
/// <param name="Answer">Set when the attempt's answer is accepted.</param>
public sealed record JournalEntry(SourceRecord Record, AttemptEntry? Attempt, AcceptedAnswer? Answer)
{
    /// <summary>The attempt that brought the answer under another configuration; set when there is an answer without an attempt.</summary>
    public long? EarlierAttempt { get; init; }
}

/// <param name="Json">The answer.</param>
/// <param name="Spans">Where its verbatim values stand in the source, as a JSON list of <c>{"path", "start", "length"}</c>; null when there are none.</param>
public sealed record AcceptedAnswer(string Json, string? Spans);
