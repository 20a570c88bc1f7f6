namespace Sluice.Pipeline.Storage;

/// <summary>What the store knows of one record.</summary>
/// <param name="IsAnswered">Whether an answer to exactly this content is accepted under this configuration.</param>
/// <param name="IsChanged">Whether the record was last seen with other content.</param>
/// <param name="LastFailure">Why it was given up last, when it has no answer; null when it never was.</param>
public sealed record RecordState(bool IsAnswered, bool IsChanged, StoredReason? LastFailure)
{
    /// <summary>When the call was made after which it was given up last; null when it never was, or not after a call.</summary>
    public DateTimeOffset? GivenUpAt { get; init; }

    /// <summary>Whether an answer under this configuration is accepted to the content as last seen, which is not the content now.</summary>
    public bool HasOutdatedAnswer { get; init; }

    public static RecordState Unknown { get; } = new(false, false, null);

    /// <summary>Answered as it is.</summary>
    public static RecordState Answered { get; } = new(true, false, null);
}

/// <param name="Reason">Name of a reason, as <c>schema-mismatch</c>.</param>
public sealed record StoredReason(string Reason, string Detail);
