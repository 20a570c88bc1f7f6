namespace Sluice.Protocol.Client;

/// <summary>How long a request may take in each of its phases. <see cref="Timeout.InfiniteTimeSpan"/> switches a limit off.</summary>
public sealed record StreamTimeouts
{
    /// <summary>Until a connection stands, TLS included.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From sending to the first generated text, or to the whole answer without streaming. Long: a queue and a long prompt look like a hang.</summary>
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Between two chunks of a stream once text came; comments of the server do not count.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>From sending to the end.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long to wait for usage and <c>[DONE]</c> after a finish_reason. The answer is complete by then, so passing it is no failure.</summary>
    public TimeSpan AfterFinish { get; init; } = TimeSpan.FromSeconds(5);
}
