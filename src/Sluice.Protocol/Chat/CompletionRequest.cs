namespace Sluice.Protocol.Chat;

/// <summary>The body of <c>POST /v1/completions</c>: texts to go on with, without a chat template.</summary>
public sealed record CompletionRequest : SamplingRequest
{
    /// <summary>At least one; each is answered by itself.</summary>
    public required IReadOnlyList<CompletionPrompt> Prompts { get; init; }

    /// <summary>Whether the answer begins with its prompt.</summary>
    public bool Echo { get; init; }
}
