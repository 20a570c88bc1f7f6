using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Serving;

/// <summary>Reads what may be a text, the tokens of one, or several of either: <c>prompt</c> of completions, <c>input</c> of embeddings.</summary>
static class PromptFields
{
    internal static List<CompletionPrompt> Read(BodyFields fields, string name)
    {
        if (fields.Take(name) is { } given && PromptsOf(given) is { Count: > 0 } prompts)
            return prompts;
        fields.Report(name, $"'{name}' is required and must be a string, an array of token ids, or an array of such.");
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
