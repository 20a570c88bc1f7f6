using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Serving;

/// <summary>One answer of a reply that is sent whole.</summary>
/// <param name="Content">Its text.</param>
/// <param name="FinishReason">Why it ended: stop, length, tool_calls.</param>
public sealed record ReplyChoice(string Content, string FinishReason)
{
    /// <summary>What the model thought before; null for none.</summary>
    public string? Reasoning { get; init; }

    public IReadOnlyList<ToolCall> Calls { get; init; } = [];

    /// <summary>Of each of its tokens; null when nobody asked.</summary>
    public IReadOnlyList<TokenScore>? Scores { get; init; }
}
