using System.Text.Json;

namespace Sluice.Protocol.Chat;

/// <summary>The body of <c>POST /v1/chat/completions</c>.</summary>
public sealed record ChatRequest : SamplingRequest
{
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The messages as they were sent, with all that a chat template may read of them (tool_calls, reasoning_content, name). Null for a request made here.</summary>
    public JsonElement? SentMessages { get; init; }

    /// <summary>Functions that the model may ask to have called; null for none.</summary>
    public IReadOnlyList<ToolDefinition>? Tools { get; init; }

    /// <summary>Null leaves it to the server: auto where there are tools.</summary>
    public ToolChoice? ToolChoice { get; init; }
}
