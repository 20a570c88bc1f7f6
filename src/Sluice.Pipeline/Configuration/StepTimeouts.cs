using Sluice.Protocol.Client;

namespace Sluice.Pipeline.Configuration;

/// <summary>How long a call may take in each of its phases; <see cref="Timeout.InfiniteTimeSpan"/> switches a limit off.</summary>
public sealed record StepTimeouts
{
    /// <summary>From sending to the first generated text, or to the whole answer where it is not streamed. Null learns it from the calls before.</summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>Between two chunks of a stream, once text came.</summary>
    public TimeSpan Idle { get; init; } = new StreamTimeouts().Idle;

    /// <summary>From sending to the end.</summary>
    public TimeSpan Total { get; init; } = new StreamTimeouts().Total;
}
