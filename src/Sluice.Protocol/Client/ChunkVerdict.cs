using Sluice.Protocol.Failures;

namespace Sluice.Protocol.Client;

/// <summary>What an observer wants after a chunk: go on, or cut the stream.</summary>
public readonly record struct ChunkVerdict
{
    ChunkVerdict(Failure failure) => Failure = failure;

    /// <summary>Why to stop; null to go on.</summary>
    public Failure? Failure { get; }

    public static ChunkVerdict Continue => default;

    /// <summary>Cuts the stream; the <see cref="Reply"/> then carries this failure and the text so far.</summary>
    public static ChunkVerdict Stop(Failure failure) => new(failure);
}
