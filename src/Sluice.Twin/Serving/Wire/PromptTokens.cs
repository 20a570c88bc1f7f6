using Sluice.Protocol.Chat;
using Sluice.Twin.Serving.Texts;

namespace Sluice.Twin.Serving.Wire;

/// <summary>What a prompt counts: its text in the twin's own tokens and what a chat template puts around each message.</summary>
static class PromptTokens
{
    const int Message = 4;      // <|im_start|>, the role, a line break and <|im_end|>, as ChatML has it
    const int Beginning = 3;    // what opens the answer's turn

    public static int Of(SamplingRequest request) => request switch
    {
        ChatRequest chat => Beginning + chat.Messages.Sum(Of),
        CompletionRequest { Prompts: [{ Tokens: { } tokens }] } => tokens.Count,
        CompletionRequest { Prompts: [{ Text: { } text }] } => Math.Max(1, TextPieces.Count(text)),
        _ => throw new ArgumentException($"no such request: {request.GetType()}"),
    };

    public static int Of(ChatMessage message) => Message + TextPieces.Count(message.Content);
}
