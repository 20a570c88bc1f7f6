namespace Sluice.Protocol.Chat;

/// <summary>The body of <c>POST /v1/chat/completions</c>.</summary>
public sealed record ChatRequest : SamplingRequest
{
    public required IReadOnlyList<ChatMessage> Messages { get; init; }
}
