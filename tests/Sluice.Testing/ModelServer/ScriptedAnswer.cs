namespace Sluice.Testing.ModelServer;

/// <summary>How the scripted server behaves on one call: what it says, and how it misbehaves.</summary>
public sealed record ScriptedAnswer
{
    /// <summary>The answer's text, sent in pieces when streaming.</summary>
    public string Content { get; init; } = "";

    /// <summary>Sent before the content as <c>reasoning_content</c>.</summary>
    public string? Reasoning { get; init; }

    /// <summary>What ends the answer; null leaves it out, as a server does that dies politely.</summary>
    public string? FinishReason { get; init; } = "stop";

    /// <summary>Characters a chunk carries.</summary>
    public int ChunkSize { get; init; } = 8;

    public int PromptTokens { get; init; } = 10;

    /// <summary>Null counts the chunks of content.</summary>
    public int? CompletionTokens { get; init; }

    public int? CachedPromptTokens { get; init; }

    /// <summary>Sends usage as servers do that were asked for it; false plays one that never tells.</summary>
    public bool SendUsage { get; init; } = true;

    /// <summary>200 answers; anything else is sent as an error with <see cref="ErrorBody"/>.</summary>
    public int Status { get; init; } = 200;

    public string? ErrorBody { get; init; }

    /// <summary>Sent as <c>Retry-After</c> when not null.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Aborts the connection after so many chunks of content. A reset: chunks that the client has not read yet are lost with it.</summary>
    public int? CutAfterChunks { get; init; }

    /// <summary>Puts an error event into the stream after so many chunks, with status 200 long sent.</summary>
    public int? ErrorAfterChunks { get; init; }

    /// <summary>Sends <c>[DONE]</c> at the end of a stream.</summary>
    public bool SendDone { get; init; } = true;

    /// <summary>Sent in place of everything else, byte for byte, with status and content type as given.</summary>
    public byte[]? RawBody { get; init; }

    public string RawContentType { get; init; } = "text/event-stream";

    /// <summary>The first byte waits for this.</summary>
    public Task? HoldFirstByte { get; init; }

    /// <summary>After the first chunk the stream waits for this.</summary>
    public Task? HoldAfterFirstChunk { get; init; }

    /// <summary>Wall-clock wait before the first byte: for scenarios that must have calls in flight when they strike.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>An answer that ends well.</summary>
    public static ScriptedAnswer Says(string content) => new() { Content = content };

    /// <summary>An error in OpenAI's shape.</summary>
    public static ScriptedAnswer Error(int status, string message = "scripted error", string? code = null, string? param = null) => new()
    {
        Status = status,
        ErrorBody = System.Text.Json.JsonSerializer.Serialize(
            new { error = new { message, type = "scripted_error", param, code } }),
    };
}
