using Sluice.Pipeline.Asking;

namespace Sluice.Pipeline.Running;

/// <summary>Verbatim values that models invented, over the records of this invocation that are through.</summary>
public sealed record GroundingProgress
{
    /// <summary>Verbatim values in first answers.</summary>
    public long FirstValues { get; init; }

    /// <summary>Those of them that the text does not contain.</summary>
    public long FirstInvented { get; init; }

    /// <summary>Verbatim values in last answers, which are the first ones where no re-ask was made.</summary>
    public long LastValues { get; init; }

    public long LastInvented { get; init; }

    /// <summary>Values taken out of their arrays, since a re-ask had not helped.</summary>
    public long Dropped { get; init; }

    internal GroundingProgress And(GroundingTally? first, GroundingTally? last, int dropped) => this with
    {
        FirstValues = FirstValues + (first?.Values ?? 0),
        FirstInvented = FirstInvented + (first?.Invented ?? 0),
        LastValues = LastValues + (last?.Values ?? 0),
        LastInvented = LastInvented + (last?.Invented ?? 0),
        Dropped = Dropped + dropped,
    };
}
