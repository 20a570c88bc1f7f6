using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Serving;

/// <summary>Writes the <c>logprobs</c> of a choice, which chat and plain completions form differently.</summary>
static class ScoreFields
{
    /// <summary><c>{"content":[{"token","logprob","bytes","top_logprobs"}]}</c></summary>
    public static void WriteChat(Utf8JsonWriter json, IReadOnlyList<TokenScore> scores)
    {
        json.WriteStartObject("logprobs"u8);
        json.WriteStartArray("content"u8);
        foreach (var score in scores)
        {
            json.WriteStartObject();
            WriteMembers(json, score);
            json.WriteStartArray("top_logprobs"u8);
            foreach (var other in score.Likeliest)
            {
                json.WriteStartObject();
                WriteMembers(json, other);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary><c>{"tokens","token_logprobs","top_logprobs","text_offset"}</c>, a list each.</summary>
    /// <param name="offset">Characters of the answer before these tokens; moved past them.</param>
    public static void WriteCompletion(Utf8JsonWriter json, IReadOnlyList<TokenScore> scores, ref int offset)
    {
        json.WriteStartObject("logprobs"u8);
        json.WriteStartArray("text_offset"u8);
        foreach (var score in scores)
        {
            json.WriteNumberValue(offset);
            offset += score.IsUnwritten ? 0 : Encoding.UTF8.GetCharCount(score.Utf8.Span);
        }
        json.WriteEndArray();
        json.WriteStartArray("token_logprobs"u8);
        foreach (var score in scores)
        {
            if (score.LogProbability is { } known)
                json.WriteNumberValue(Finite(known));
            else
                json.WriteNullValue();
        }
        json.WriteEndArray();
        json.WriteStartArray("tokens"u8);
        foreach (var score in scores)
            WriteText(json, score);
        json.WriteEndArray();
        json.WriteStartArray("top_logprobs"u8);
        foreach (var score in scores)
            WriteLikeliest(json, score);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // The token itself is always among them, as with OpenAI and vLLM.
    static void WriteLikeliest(Utf8JsonWriter json, TokenScore score)
    {
        if (score.LogProbability is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        for (var i = 0; i < score.Likeliest.Count; i++)
        {
            // Two pieces of characters may read the same; the likelier one is kept, as with an object of any server.
            if (!IsAmong(score.Likeliest, i, score.Likeliest[i]))
                WriteNamed(json, score.Likeliest[i]);
        }
        if (!IsAmong(score.Likeliest, score.Likeliest.Count, score))
            WriteNamed(json, score);
        json.WriteEndObject();
    }

    static bool IsAmong(IReadOnlyList<TokenScore> scores, int count, in TokenScore wanted)
    {
        for (var i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> own = wanted.Utf8.Span, other = scores[i].Utf8.Span;
            if (own.SequenceEqual(other) || ((!Utf8.IsValid(own) || !Utf8.IsValid(other)) && TextOf(wanted) == TextOf(scores[i])))
                return true;
        }
        return false;
    }

    static void WriteNamed(Utf8JsonWriter json, in TokenScore score)
    {
        if (Utf8.IsValid(score.Utf8.Span))
            json.WriteNumber(score.Utf8.Span, Finite(score.LogProbability));
        else
            json.WriteNumber(TextOf(score), Finite(score.LogProbability));
    }

    static void WriteText(Utf8JsonWriter json, in TokenScore score)
    {
        if (Utf8.IsValid(score.Utf8.Span))
            json.WriteStringValue(score.Utf8.Span);
        else
            json.WriteStringValue(TextOf(score));
    }

    static void WriteMembers(Utf8JsonWriter json, in TokenScore score)
    {
        json.WritePropertyName("token"u8);
        WriteText(json, score);
        json.WriteNumber("logprob"u8, Finite(score.LogProbability));
        json.WriteStartArray("bytes"u8);
        foreach (var unit in score.Utf8.Span)
            json.WriteNumberValue(unit);
        json.WriteEndArray();
    }

    // Of a part of a character: with U+FFFD in its place.
    static string TextOf(in TokenScore score) => Encoding.UTF8.GetString(score.Utf8.Span);

    // JSON has no infinity; OpenAI and vLLM write this for a token of no probability.
    static double Finite(double? logProbability) => Math.Max(logProbability ?? double.NegativeInfinity, -9999);
}
