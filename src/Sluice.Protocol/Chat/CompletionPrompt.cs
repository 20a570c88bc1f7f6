namespace Sluice.Protocol.Chat;

/// <summary>What a plain completion goes on with: a text, one that is made when it is sent, or the tokens of one. One of them is set.</summary>
public sealed record CompletionPrompt
{
    public string? Text { get; init; }

    public WrittenText? Written { get; init; }

    /// <summary>Token ids of the served model.</summary>
    public IReadOnlyList<int>? Tokens { get; init; }
}
