using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Client;

/// <summary>Reads <c>usage</c> objects; the last one holds, since some servers count along in every chunk.</summary>
sealed class UsageReader
{
    int? prompt;
    int? completion;
    int? cached;
    int? reasoning;
    int? forced;

    /// <summary>True once both counts were there. A null usage is none.</summary>
    public bool Seen => prompt is not null && completion is not null;

    /// <summary>Tokens of the completion by the last usage; null before one.</summary>
    public int? Completion => completion;

    /// <summary>Reads the value that the reader stands on.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
                prompt = Count(ref reader) ?? prompt;
            else if (reader.ValueTextEquals("completion_tokens"u8))
                completion = Count(ref reader) ?? completion;
            else if (reader.ValueTextEquals("prompt_tokens_details"u8) || reader.ValueTextEquals("completion_tokens_details"u8))
                ReadDetails(ref reader);
            else
                reader.Skip();
        }
    }

    /// <param name="writesNothing">Whether the answer is no text, so that a missing count of written tokens is 0.</param>
    public TokenUsage? ToUsage(bool writesNothing) => prompt is { } promptTokens && (completion ?? (writesNothing ? 0 : null)) is { } completionTokens
        ? new(promptTokens, completionTokens) { CachedPromptTokens = cached, ReasoningTokens = reasoning, ForcedTokens = forced }
        : null;

    static int? Count(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var count) && count >= 0)
            return count;
        reader.Skip();
        return null;
    }

    // Each name means the same wherever it stands.
    void ReadDetails(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("cached_tokens"u8))
                cached = Count(ref reader) ?? cached;
            else if (reader.ValueTextEquals("reasoning_tokens"u8))
                reasoning = Count(ref reader) ?? reasoning;
            else if (reader.ValueTextEquals("forced_tokens"u8))
                forced = Count(ref reader) ?? forced;
            else
                reader.Skip();
        }
    }
}
