using Sluice.Protocol.Chat;
using Sluice.Protocol.Failures;

namespace Sluice.Protocol.Client;

/// <summary>How one request ended: an answer, or a failure with whatever came before it.</summary>
public sealed record Reply
{
    /// <summary>Null when the answer is complete. A finish_reason of <c>length</c> or <c>content_filter</c> is a fact of a complete answer, not a failure here.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The answer's text; with a failure, the part that came. Empty where an observer did not want it.</summary>
    public required string Content { get; init; }

    /// <summary>What the model thought before it answered; null when it gave none.</summary>
    public string? Reasoning { get; init; }

    /// <summary>The text of OpenAI's <c>refusal</c> field; null when there is none.</summary>
    public string? Refusal { get; init; }

    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>As the server wrote it: stop, length, tool_calls, content_filter …</summary>
    public string? FinishReason { get; init; }

    /// <summary>Null when the server did not count.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>What the server timed itself, as llama.cpp does; null when it says nothing.</summary>
    public ServerTimings? ServerTimings { get; init; }

    public required ReplyTiming Timing { get; init; }

    /// <summary>The beginning (64 KiB) of a body that is not a completion, for people to look at; else null.</summary>
    public string? RawBody { get; init; }

    /// <summary>The whole body of a good answer as it came, where that was asked for; else null.</summary>
    public string? WholeBody { get; init; }

    /// <summary>The model that answered, as the server calls it.</summary>
    public string? Model { get; init; }
}
