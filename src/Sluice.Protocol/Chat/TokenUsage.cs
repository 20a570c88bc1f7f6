namespace Sluice.Protocol.Chat;

/// <summary>Tokens as the server counted them.</summary>
/// <param name="PromptTokens">The whole prompt, cached part included.</param>
/// <param name="CompletionTokens">Everything generated, reasoning included.</param>
public sealed record TokenUsage(int PromptTokens, int CompletionTokens)
{
    /// <summary>The part of the prompt that the server had computed before; null when it does not say.</summary>
    public int? CachedPromptTokens { get; init; }

    /// <summary>The part of the completion that was reasoning; null when the server does not say.</summary>
    public int? ReasoningTokens { get; init; }

    /// <summary>The part of the completion that was appended without asking the model, because nothing else could come; null when the server does not say.</summary>
    public int? ForcedTokens { get; init; }
}
