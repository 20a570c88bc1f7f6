namespace Sluice.Protocol.Failures;

/// <summary>One failed request: why, and in a sentence for people where and what exactly.</summary>
/// <param name="Reason">What the caller decides by, through <see cref="FailureTable"/>.</param>
/// <param name="Detail">Names the place (host and port, path, parameter) and repeats the server's own words; never holds a key.</param>
public sealed record Failure(FailureReason Reason, string Detail)
{
    /// <summary>The status the server answered, or named in an error inside a stream; null when none was heard.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>How long the server asks us to stay away; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public override string ToString() => $"{FailureTable.Of(Reason).Name}: {Detail}";
}
