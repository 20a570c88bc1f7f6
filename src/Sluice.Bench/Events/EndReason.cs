namespace Sluice.Bench.Events;

/// <summary>Why a level ended.</summary>
public enum EndReason
{
    /// <summary>The interval of the headline figure became as narrow as asked.</summary>
    Narrow,

    /// <summary>The asked number of runs was made.</summary>
    Runs,

    /// <summary>The limit of runs or of time was reached before the interval was narrow enough.</summary>
    Limit,

    /// <summary>Too many requests failed.</summary>
    Failing,

    /// <summary>Somebody stopped it.</summary>
    Stopped,
}
