using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Client;

/// <summary>
/// Reads the JSON of completions, be it one whole body or chunk after chunk, and gathers the answer.
/// Only the first choice counts: nothing here asks for more than one.
/// </summary>
sealed class CompletionBody : IDisposable
{
    /// <summary>Bytes of answer and reasoning that are taken, each: far beyond any model's context.</summary>
    public const int MaxText = 64 << 20;

    readonly TextBuffer content = new();
    readonly TextBuffer reasoning = new();
    readonly TextBuffer refusal = new();
    readonly ToolCallAssembly toolCalls = new();
    readonly UsageReader usage = new();
    readonly TimingsReader timings = new();
    int contentBefore;
    int reasoningBefore;
    bool choiceInChunk;
    bool usageInChunk;
    int? idsInChunk;

    public string? FinishReason { get; private set; }

    public string? Model { get; private set; }

    /// <summary>An error that the server put in place of an answer; null when there is none.</summary>
    public ServerError? Error { get; private set; }

    /// <summary>True once a <c>choices</c> array was there, which is what makes a body a completion.</summary>
    public bool HasChoices { get; private set; }

    /// <summary>True once a <c>data</c> array was there, which is what makes a body a list of embeddings.</summary>
    public bool HasData { get; private set; }

    public bool HasUsage => usage.Seen;

    public bool TooLong => content.Length > MaxText || reasoning.Length > MaxText || toolCalls.Length > MaxText;

    /// <summary>Reads one chunk or one whole body. Throws <see cref="JsonException"/> on anything that is not JSON of the expected shape.</summary>
    public void Read(ReadOnlySpan<byte> utf8)
    {
        contentBefore = content.Length;
        reasoningBefore = reasoning.Length;
        toolCalls.BeginChunk();
        (choiceInChunk, usageInChunk, idsInChunk) = (false, false, null);

        try
        {
            ReadObject(utf8);
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("a string is not Unicode"); // as System.Text.Json says it when it unescapes one
        }
    }

    /// <summary>What the last <see cref="Read"/> added.</summary>
    public ReplyChunk LastChunk(long timestamp) =>
        new(timestamp, content.From(contentBefore), reasoning.From(reasoningBefore), toolCalls.LastChunk)
        {
            HasChoice = choiceInChunk,
            TokenIds = idsInChunk,
            CompletionTokens = usageInChunk ? usage.Completion : null,
        };

    /// <param name="observer">Whom it asks whether the texts are wanted; null wants them.</param>
    public Reply ToReply(ReplyTiming timing, ChunkObserver? observer)
    {
        var counted = usage.ToUsage(writesNothing: HasData && !HasChoices);
        var wanted = observer?.WantsText(counted) ?? true;
        return new Reply
        {
            Content = wanted ? content.ToString() : "",
            Reasoning = wanted ? NullIfEmpty(reasoning) : null,
            Refusal = wanted ? NullIfEmpty(refusal) : null,
            ToolCalls = wanted ? toolCalls.ToList() : [],
            FinishReason = FinishReason,
            Usage = counted,
            Model = Model,
            ServerTimings = timings.ToTimings(),
            Timing = timing,
        };
    }

    public void Dispose()
    {
        content.Dispose();
        reasoning.Dispose();
        refusal.Dispose();
        toolCalls.Dispose();
    }

    void ReadObject(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            throw new JsonException("a JSON object is expected");
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            ReadMember(ref reader);
        if (reader.Read())
            throw new JsonException("there is something behind the object");
    }

    static string? NullIfEmpty(TextBuffer text) => text.Length == 0 ? null : text.ToString();

    void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("choices"u8))
        {
            ReadChoices(ref reader);
            return;
        }
        if (reader.ValueTextEquals("usage"u8))
        {
            reader.Read();
            usageInChunk = reader.TokenType is JsonTokenType.StartObject;
            usage.Read(ref reader);
            return;
        }
        if (reader.ValueTextEquals("data"u8))
        {
            reader.Read();
            HasData |= reader.TokenType is JsonTokenType.StartArray;
            reader.Skip();
            return;
        }
        if (reader.ValueTextEquals("error"u8))
        {
            reader.Read();
            if (reader.TokenType is not JsonTokenType.Null)
                Error = ServerError.FromMember(JsonElement.ParseValue(ref reader));
            return;
        }
        if (reader.ValueTextEquals("timings"u8))
        {
            reader.Read();
            timings.Read(ref reader);
            return;
        }
        if (Model is null && reader.ValueTextEquals("model"u8))
        {
            reader.Read();
            Model = JsonText.OfString(ref reader);
            return;
        }
        reader.Skip();
    }

    void ReadChoices(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        HasChoices = true;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            choiceInChunk = true;
            if (reader.TokenType is JsonTokenType.StartObject)
                ReadChoice(ref reader);
            else
                reader.Skip();
        }
    }

    /// <summary>The index may stand behind the text, so another choice's text is taken back when its index turns up.</summary>
    void ReadChoice(ref Utf8JsonReader reader)
    {
        var (contentMark, reasoningMark, refusalMark) = (content.Length, reasoning.Length, refusal.Length);
        toolCalls.BeginChoice();
        var index = 0;
        string? finish = null;
        int? ids = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8))
            {
                ReadMessage(ref reader);
                continue;
            }
            var isIndex = reader.ValueTextEquals("index"u8);
            var isText = reader.ValueTextEquals("text"u8);
            var isFinish = reader.ValueTextEquals("finish_reason"u8);
            var isIds = reader.ValueTextEquals("token_ids"u8);
            reader.Read();
            if (isIndex && reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var number))
                index = number;
            else if (isText && reader.TokenType is JsonTokenType.String)
                content.AppendString(ref reader);
            else if (isFinish)
                finish = JsonText.OfString(ref reader);
            else if (isIds && reader.TokenType is JsonTokenType.StartArray)
                ids = CountOf(ref reader);
            else
                reader.Skip();
        }

        if (index != 0)
        {
            content.Truncate(contentMark);
            reasoning.Truncate(reasoningMark);
            refusal.Truncate(refusalMark);
            return;
        }
        toolCalls.KeepChoice();
        idsInChunk = ids ?? idsInChunk;
        if (!string.IsNullOrEmpty(finish)) // some servers write "" where null is meant
            FinishReason = finish;
    }

    /// <summary>How many entries the array has that the reader stands on; it stands at the array's end then.</summary>
    static int CountOf(ref Utf8JsonReader reader)
    {
        var count = 0;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            count++;
            reader.Skip();
        }
        return count;
    }

    void ReadMessage(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        var reasoningSeen = false; // vLLM sends the same text under both names for a while
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isContent = reader.ValueTextEquals("content"u8);
            var isReasoning = reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8);
            var isRefusal = reader.ValueTextEquals("refusal"u8);
            var isToolCalls = reader.ValueTextEquals("tool_calls"u8);
            reader.Read();
            if (isToolCalls && reader.TokenType is JsonTokenType.StartArray)
            {
                toolCalls.Read(ref reader);
                continue;
            }
            if (reader.TokenType is not JsonTokenType.String)
            {
                reader.Skip();
                continue;
            }
            if (isContent)
                content.AppendString(ref reader);
            else if (isRefusal)
                refusal.AppendString(ref reader);
            else if (isReasoning && !reasoningSeen)
            {
                reasoningSeen = !reader.ValueSpan.IsEmpty;
                reasoning.AppendString(ref reader);
            }
        }
    }
}
