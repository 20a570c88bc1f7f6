namespace Sluice.Protocol.Chat;

/// <summary>The body of <c>POST /v1/completions</c>: a text to go on with, without a chat template.</summary>
public sealed record CompletionRequest : SamplingRequest
{
    public required string Prompt { get; init; }
}
