namespace Sluice.Protocol.Failures;

/// <summary>What follows from one <see cref="FailureReason"/>.</summary>
public sealed record FailureRule
{
    /// <summary><see cref="MaxTries"/> of a reason that the record is not charged for: the run, not the record, decides how long to go on.</summary>
    public const int Unlimited = int.MaxValue;

    public required FailureReason Reason { get; init; }

    /// <summary>The word used in reports, stores and command lines, such as <c>stream-broken</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What happened, in one sentence for people.</summary>
    public required string Sentence { get; init; }

    /// <summary>True when the failed try counts towards <see cref="MaxTries"/> of the record.</summary>
    public required bool ChargedToRecord { get; init; }

    /// <summary>Tries of one record that may end in this reason, the first one included; 1 means no retry.</summary>
    public required int MaxTries { get; init; }

    /// <summary>What the next try looks like.</summary>
    public required RetryKind Retry { get; init; }

    /// <summary>True when the failure speaks against the health of the backend that gave it.</summary>
    public required bool CountsAgainstBackend { get; init; }

    /// <summary>True when going on makes no sense until a person acted, for every record alike.</summary>
    public bool PausesRun { get; init; }

    /// <summary>The status a gateway answers its own client with; null for judgements on an answer that was delivered.</summary>
    public int? HttpStatus { get; init; }
}
