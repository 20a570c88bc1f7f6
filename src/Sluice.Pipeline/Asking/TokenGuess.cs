using Sluice.Protocol.Chat;

namespace Sluice.Pipeline.Asking;

/// <summary>Guesses the tokens of a call before it is made, for limits of tokens per minute: as many as calls had lately.</summary>
internal sealed class TokenGuess
{
    // Before anything is known: about four characters a token in English, and a short answer.
    const double CharactersPerToken = 4, ShortAnswer = 100;
    const double Weight = 0.1; // of the newest call: about ten calls are remembered

    readonly Lock gate = new();
    double? lately;

    public double For(Question question)
    {
        lock (gate) return lately ?? (((question.System?.Length ?? 0) + question.Prompt.Length) / CharactersPerToken) + ShortAnswer;
    }

    public void Learn(TokenUsage? usage)
    {
        if (usage is null) return;
        var tokens = usage.PromptTokens + usage.CompletionTokens;
        lock (gate) lately = lately is { } old ? old + (Weight * (tokens - old)) : tokens;
    }
}
