namespace Sluice.Protocol.Chat;

/// <summary>What a plain completion goes on with: a text or the tokens of one. One of the two is set.</summary>
public sealed record CompletionPrompt
{
    public string? Text { get; init; }

    /// <summary>Token ids of the served model.</summary>
    public IReadOnlyList<int>? Tokens { get; init; }
}
