using Sluice.Protocol.Chat;
using Sluice.Protocol.Failures;

namespace Sluice.Engine;

/// <summary>How one answer ended.</summary>
public sealed record GenerationResult(TokenUsage Usage)
{
    /// <summary>"stop": the model (or a stop string) ended it; "length": it reached its token limit. Null when it failed.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Tokens of the answer that were appended because nothing else could come; the model drew the others.</summary>
    public int ForcedTokens => Usage.ForcedTokens ?? 0;

    /// <summary>Why there is no whole answer; null when there is.</summary>
    public Failure? Failure { get; init; }
}
