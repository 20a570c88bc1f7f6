using System.Buffers;
using System.Text.Json;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Streaming;

namespace Sluice.Protocol.Serving;

/// <summary>
/// Writes one answer as the bytes of a response: either the chunks of a stream in their order
/// (<see cref="Start"/>, texts, <see cref="Finish"/>, <see cref="Usage"/> only when asked for, <see cref="Done"/>), or <see cref="Whole"/>.
/// Nothing is flushed: the caller hands on what stands in the buffer. For one thread at a time.
/// </summary>
public abstract class ReplyWriter : IDisposable
{
    readonly ReplyHead head;
    readonly IBufferWriter<byte> output;
    readonly Utf8JsonWriter json;
    readonly List<TokenScore> attached = [];

    private protected ReplyWriter(ReplyHead head, IBufferWriter<byte> output)
    {
        this.head = head;
        this.output = output;
        json = new(output, WireJson.WriterOptions);
    }

    /// <summary>Which answer the next chunks are of, when a request asked for several.</summary>
    public int Choice { get; set; }

    private protected abstract ReadOnlySpan<byte> ChunkKind { get; }

    private protected abstract ReadOnlySpan<byte> WholeKind { get; }

    /// <summary>What goes before the first text; nothing for plain completions.</summary>
    public abstract void Start();

    /// <summary>A piece of the answer.</summary>
    /// <param name="utf8">Whole characters: a writer of JSON cannot split one.</param>
    public abstract void Content(ReadOnlySpan<byte> utf8);

    /// <summary>Lets the next chunk tell how likely its tokens were.</summary>
    public void Attach(IReadOnlyList<TokenScore> scores) => attached.AddRange(scores);

    /// <summary>The chunk that says why the answer ended: stop, length …</summary>
    public void Finish(string reason)
    {
        OpenChunk();
        WriteDelta(json, [], []);
        CloseChunk(reason);
    }

    /// <summary>Only for clients that asked with <c>stream_options.include_usage</c>: others may stumble over its empty choices.</summary>
    public void Usage(TokenUsage usage)
    {
        output.Write("data: "u8);
        OpenBody(ChunkKind);
        json.WriteStartArray("choices"u8);
        json.WriteEndArray();
        WriteUsage(usage);
        CloseEvent();
    }

    /// <summary>Ends the stream.</summary>
    public void Done() => SseWriter.WriteDone(output);

    /// <summary>Tells an error when the status line is gone. Abort the connection after it: a stream that just ends looks complete to some clients.</summary>
    public void Error(ApiError error)
    {
        output.Write("data: "u8);
        error.WriteTo(output);
        output.Write("\n\n"u8);
    }

    /// <summary>The whole answer as one JSON body.</summary>
    public void Whole(string content, string finishReason, TokenUsage? usage, string? reasoning = null, IReadOnlyList<ToolCall>? calls = null) =>
        Whole([new ReplyChoice(content, finishReason) { Reasoning = reasoning, Calls = calls ?? [] }], usage);

    /// <summary>Several answers as one JSON body.</summary>
    public void Whole(IReadOnlyList<ReplyChoice> choices, TokenUsage? usage)
    {
        OpenBody(WholeKind);
        json.WriteStartArray("choices"u8);
        for (Choice = 0; Choice < choices.Count; Choice++)
        {
            var choice = choices[Choice];
            OpenChoice();
            WriteMessage(json, choice.Content, choice.Reasoning, choice.Calls);
            if (choice.Scores is { } scores)
                WriteScores(json, scores);
            CloseChoice(choice.FinishReason);
        }
        json.WriteEndArray();
        if (usage is not null)
            WriteUsage(usage);
        json.WriteEndObject();
        json.Flush();
        json.Reset(output);
    }

    public void Dispose()
    {
        json.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract void WriteDelta(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8);

    /// <summary>Writes the <c>logprobs</c> of the present <see cref="Choice"/>.</summary>
    private protected abstract void WriteScores(Utf8JsonWriter json, IReadOnlyList<TokenScore> scores);

    private protected abstract void WriteMessage(Utf8JsonWriter json, string content, string? reasoning, IReadOnlyList<ToolCall> calls);

    /// <summary>One chunk whose delta has one member.</summary>
    private protected void WriteText(ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8)
    {
        OpenChunk();
        WriteDelta(json, name, utf8);
        CloseChunk(finishReason: null);
    }

    /// <summary>One chunk whose delta <paramref name="delta"/> writes.</summary>
    private protected void WriteChunk(Action<Utf8JsonWriter> delta)
    {
        OpenChunk();
        delta(json);
        CloseChunk(finishReason: null);
    }

    void OpenChunk()
    {
        output.Write("data: "u8);
        OpenBody(ChunkKind);
        json.WriteStartArray("choices"u8);
        OpenChoice();
    }

    void OpenBody(ReadOnlySpan<byte> kind)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, head.Id);
        json.WriteString("object"u8, kind);
        json.WriteNumber("created"u8, head.Created);
        json.WriteString("model"u8, head.Model);
    }

    void OpenChoice()
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, Choice);
    }

    void CloseChoice(string? finishReason)
    {
        json.WriteString("finish_reason"u8, finishReason);
        json.WriteEndObject();
    }

    void CloseChunk(string? finishReason)
    {
        if (attached.Count > 0)
            WriteScores(json, attached);
        attached.Clear();
        CloseChoice(finishReason);
        json.WriteEndArray();
        CloseEvent();
    }

    void CloseEvent()
    {
        json.WriteEndObject();
        json.Flush();
        json.Reset(output);
        output.Write("\n\n"u8);
    }

    void WriteUsage(TokenUsage usage)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, usage.PromptTokens);
        json.WriteNumber("completion_tokens"u8, usage.CompletionTokens);
        json.WriteNumber("total_tokens"u8, (long)usage.PromptTokens + usage.CompletionTokens);
        if (usage.CachedPromptTokens is { } cached)
        {
            json.WriteStartObject("prompt_tokens_details"u8);
            json.WriteNumber("cached_tokens"u8, cached);
            json.WriteEndObject();
        }

        if (usage is not { ReasoningTokens: null, ForcedTokens: null })
        {
            json.WriteStartObject("completion_tokens_details"u8);
            if (usage.ReasoningTokens is { } reasoning)
                json.WriteNumber("reasoning_tokens"u8, reasoning);
            if (usage.ForcedTokens is { } forced)
                json.WriteNumber("forced_tokens"u8, forced);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
