using Sluice.Protocol.Chat;
using Sluice.Twin.Serving.Faults;

namespace Sluice.Twin.Serving.Calls;

/// <summary>What a program wants of one call: the timing stays the model's. What is null is left to the server's options.</summary>
public sealed record CallPlan
{
    /// <summary>The answer, whatever was asked for and however long; it is sent in the twin's own tokens.</summary>
    public string? Content { get; init; }

    /// <summary>Sent before the content as <c>reasoning_content</c>; only with <see cref="Content"/>.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Why the answer ends; only with <see cref="Content"/>.</summary>
    public string Finish { get; init; } = "stop";

    /// <summary>What is told in place of what was counted.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Strikes in place of the script's.</summary>
    public Fault? Fault { get; init; }

    /// <summary>Sending waits for this; the model goes on meanwhile.</summary>
    public Task? Hold { get; init; }

    /// <summary>Tokens that are sent before the <see cref="Hold"/>; at 0 nothing is sent, not even a status.</summary>
    public int HoldAt { get; init; }

    public static CallPlan Says(string content) => new() { Content = content };

    /// <summary>An error in OpenAI's shape in place of an answer.</summary>
    /// <param name="code">A word for programs, such as context_length_exceeded.</param>
    public static CallPlan Fails(int status, string? message = null, string? code = null, int? retryAfter = null) =>
        new() { Fault = new Fault(FaultKind.Status) { Status = status, Message = message, Code = code, RetryAfter = retryAfter } };
}
