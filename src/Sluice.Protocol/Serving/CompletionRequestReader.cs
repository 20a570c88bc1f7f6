using System.Diagnostics.CodeAnalysis;
using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Serving;

/// <summary>
/// Reads the body of <c>POST /v1/completions</c>: one prompt or several, as texts or as tokens. Unknown fields are kept, a wrong type is refused by name.
/// </summary>
public static class CompletionRequestReader
{
    const int DefaultTokens = 16; // OpenAI's and vLLM's default of max_tokens here
    const int MaxScores = 20;     // vLLM's bound of logprobs; OpenAI's is 5

    public static bool TryRead(
        ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out CompletionRequest? request, [NotNullWhen(false)] out ApiError? error) =>
        RequestBody.TryRead(utf8, Read, out request, out error);

    static CompletionRequest Read(BodyFields fields)
    {
        var request = new CompletionRequest
        {
            Model = "",
            Prompts = PromptFields.Read(fields, "prompt"),
            Echo = fields.Flag("echo") ?? false,
            TopScores = (int?)fields.Integer("logprobs", 0, MaxScores, $"an integer from 0 to {MaxScores}"),
        };
        // With echo a client may ask for its prompt alone, as with OpenAI and vLLM.
        var filled = RequestBody.Fill(request, fields, leastTokens: request.Echo ? 0 : 1);
        return filled with { MaxTokens = filled.MaxTokens ?? DefaultTokens };
    }
}
