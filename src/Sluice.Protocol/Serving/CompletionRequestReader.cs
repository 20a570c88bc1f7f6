using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
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
            Prompts = ReadPrompts(fields),
            Echo = fields.Flag("echo") ?? false,
            TopScores = (int?)fields.Integer("logprobs", 0, MaxScores, $"an integer from 0 to {MaxScores}"),
        };
        var filled = RequestBody.Fill(request, fields);
        return filled with { MaxTokens = filled.MaxTokens ?? DefaultTokens };
    }

    static List<CompletionPrompt> ReadPrompts(BodyFields fields)
    {
        if (fields.Take("prompt") is { } given && PromptsOf(given) is { Count: > 0 } prompts)
            return prompts;
        fields.Report("prompt", "'prompt' is required and must be a string, an array of token ids, or an array of such.");
        return [];
    }

    // Null when it is no form of a prompt.
    static List<CompletionPrompt>? PromptsOf(JsonElement given)
    {
        if (PromptOf(given) is { } only)
            return [only];
        if (given.ValueKind is not JsonValueKind.Array)
            return null;
        var prompts = given.EnumerateArray().Select(PromptOf).OfType<CompletionPrompt>().ToList();
        return prompts.Count == given.GetArrayLength() ? prompts : null;
    }

    static CompletionPrompt? PromptOf(JsonElement given)
    {
        if (given.ValueKind is JsonValueKind.String)
            return new CompletionPrompt { Text = given.GetString() };
        if (given.ValueKind is not JsonValueKind.Array || given.GetArrayLength() == 0)
            return null;
        var tokens = new List<int>(given.GetArrayLength());
        foreach (var element in given.EnumerateArray())
        {
            if (element.ValueKind is not JsonValueKind.Number || !element.TryGetInt32(out var token) || token < 0)
                return null;
            tokens.Add(token);
        }
        return new CompletionPrompt { Tokens = tokens };
    }
}
