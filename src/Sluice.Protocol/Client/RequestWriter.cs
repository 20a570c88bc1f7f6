using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Http;

namespace Sluice.Protocol.Client;

/// <summary>Writes the body of a request. What is null is left out: a null that a server does not expect breaks the call.</summary>
static class RequestWriter
{
    /// <summary>Names that decide how an answer is read, or are the request itself; further fields may not replace them.</summary>
    static readonly string[] Reserved = ["model", "messages", "prompt", "stream"];

    public static void Write(SamplingRequest request, IReadOnlyDictionary<string, JsonElement>? extraBody, bool includeUsage, RequestBody output)
    {
        var extra = Merge(extraBody, request.Extra);
        var json = output.Json();
        json.WriteStartObject();
        json.WriteString("model"u8, request.Model);
        WriteInput(json, request);
        json.WriteBoolean("stream"u8, request.Stream);
        if (request.Stream && includeUsage && !extra.ContainsKey("stream_options"))
        {
            json.WriteStartObject("stream_options"u8);
            json.WriteBoolean("include_usage"u8, true);
            json.WriteEndObject();
        }
        WriteSampling(json, request, extra);
        WritePenalties(json, request, extra);
        if (request is ChatRequest chat)
            WriteTools(json, chat, extra);
        WriteStop(json, request.Stop, extra);
        WriteFormat(json, request.ResponseFormat, extra);
        foreach (var (name, value) in extra)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
        json.WriteEndObject();
        json.Flush();
    }

    public static void RefuseReserved(IReadOnlyDictionary<string, JsonElement>? extra, string parameter)
    {
        if (extra is not null && Reserved.FirstOrDefault(extra.ContainsKey) is { } name)
            throw new ArgumentException($"'{name}' cannot be a further body field: it is a property of the request. Not allowed: {string.Join(", ", Reserved)}.", parameter);
    }

    static IReadOnlyDictionary<string, JsonElement> Merge(IReadOnlyDictionary<string, JsonElement>? general, IReadOnlyDictionary<string, JsonElement>? own)
    {
        if (general is not { Count: > 0 })
            return own ?? ReadOnlyDictionary<string, JsonElement>.Empty;
        if (own is not { Count: > 0 })
            return general;
        var merged = new Dictionary<string, JsonElement>(general, StringComparer.Ordinal);
        foreach (var (name, value) in own)
            merged[name] = value;
        return merged;
    }

    static void WriteInput(Utf8JsonWriter json, SamplingRequest request)
    {
        if (request is CompletionRequest completion)
        {
            WritePrompts(json, completion.Prompts);
            return;
        }
        json.WriteStartArray("messages"u8);
        foreach (var message in ((ChatRequest)request).Messages)
        {
            json.WriteStartObject();
            json.WriteString("role"u8, message.Role);
            json.WritePropertyName("content"u8);
            WriteText(json, message.Content, message.Written);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteSampling(Utf8JsonWriter json, SamplingRequest request, IReadOnlyDictionary<string, JsonElement> extra)
    {
        if (request.Temperature is { } temperature && !extra.ContainsKey("temperature"))
            json.WriteNumber("temperature"u8, temperature);
        if (request.TopP is { } topP && !extra.ContainsKey("top_p"))
            json.WriteNumber("top_p"u8, topP);
        if (request.TopK is { } topK && !extra.ContainsKey("top_k"))
            json.WriteNumber("top_k"u8, topK);
        if (request.MinP is { } minP && !extra.ContainsKey("min_p"))
            json.WriteNumber("min_p"u8, minP);
        if (request.Seed is { } seed && !extra.ContainsKey("seed"))
            json.WriteNumber("seed"u8, seed);
        if (request.MaxTokens is { } maxTokens && !extra.ContainsKey("max_tokens"))
            json.WriteNumber("max_tokens"u8, maxTokens);
        if (request.Answers is { } answers && !extra.ContainsKey("n"))
            json.WriteNumber("n"u8, answers);
        if (request is CompletionRequest { Echo: true } && !extra.ContainsKey("echo"))
            json.WriteBoolean("echo"u8, true);
        WriteScores(json, request, extra);
    }

    static void WriteScores(Utf8JsonWriter json, SamplingRequest request, IReadOnlyDictionary<string, JsonElement> extra)
    {
        if (request.TopScores is not { } top || extra.ContainsKey("logprobs"))
            return;
        if (request is CompletionRequest)
        {
            json.WriteNumber("logprobs"u8, top);
            return;
        }
        json.WriteBoolean("logprobs"u8, true);
        if (!extra.ContainsKey("top_logprobs"))
            json.WriteNumber("top_logprobs"u8, top);
    }

    static void WriteText(Utf8JsonWriter json, string? text, WrittenText? written)
    {
        if (written is null)
            json.WriteStringValue(text ?? "");
        else
            written.WriteTo(json);
    }

    // One text alone as OpenAI's first clients sent it, which every server reads.
    static void WritePrompts(Utf8JsonWriter json, IReadOnlyList<CompletionPrompt> prompts)
    {
        json.WritePropertyName("prompt"u8);
        if (prompts is [{ Tokens: null } only])
        {
            WriteText(json, only.Text, only.Written);
            return;
        }
        json.WriteStartArray();
        foreach (var prompt in prompts)
        {
            if (prompt.Tokens is null)
            {
                WriteText(json, prompt.Text, prompt.Written);
                continue;
            }
            json.WriteStartArray();
            foreach (var token in prompt.Tokens)
                json.WriteNumberValue(token);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    static void WritePenalties(Utf8JsonWriter json, SamplingRequest request, IReadOnlyDictionary<string, JsonElement> extra)
    {
        if (request.PresencePenalty is { } presence && !extra.ContainsKey("presence_penalty"))
            json.WriteNumber("presence_penalty"u8, presence);
        if (request.FrequencyPenalty is { } frequency && !extra.ContainsKey("frequency_penalty"))
            json.WriteNumber("frequency_penalty"u8, frequency);
        if (request.RepetitionPenalty is { } repetition && !extra.ContainsKey("repetition_penalty"))
            json.WriteNumber("repetition_penalty"u8, repetition);
        if (request.LogitBias is not { } bias || extra.ContainsKey("logit_bias"))
            return;
        json.WriteStartObject("logit_bias"u8);
        foreach (var (token, value) in bias)
            json.WriteNumber(token.ToString(CultureInfo.InvariantCulture), value);
        json.WriteEndObject();
    }

    static void WriteTools(Utf8JsonWriter json, ChatRequest request, IReadOnlyDictionary<string, JsonElement> extra)
    {
        if (request.Tools is { } tools && !extra.ContainsKey("tools"))
        {
            json.WriteStartArray("tools"u8);
            foreach (var tool in tools)
                tool.Sent.WriteTo(json);
            json.WriteEndArray();
        }
        if (request.ToolChoice is not { } choice || extra.ContainsKey("tool_choice"))
            return;
        if (choice is ToolChoice.Function { Name: var name })
        {
            json.WriteStartObject("tool_choice"u8);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, name);
            json.WriteEndObject();
            json.WriteEndObject();
            return;
        }
        json.WriteString("tool_choice"u8, choice switch { ToolChoice.None => "none", ToolChoice.Required => "required", _ => "auto" });
    }

    static void WriteStop(Utf8JsonWriter json, IReadOnlyList<string>? stop, IReadOnlyDictionary<string, JsonElement> extra)
    {
        if (stop is not { Count: > 0 } || extra.ContainsKey("stop"))
            return;
        json.WriteStartArray("stop"u8);
        foreach (var text in stop)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    static void WriteFormat(Utf8JsonWriter json, ResponseFormat? format, IReadOnlyDictionary<string, JsonElement> extra)
    {
        if (format is null || extra.ContainsKey("response_format"))
            return;
        json.WriteStartObject("response_format"u8);
        if (format is ResponseFormat.JsonSchema schema)
        {
            json.WriteString("type"u8, "json_schema"u8);
            json.WriteStartObject("json_schema"u8);
            json.WriteString("name"u8, schema.Name);
            json.WritePropertyName("schema"u8);
            schema.Schema.WriteTo(json);
            json.WriteBoolean("strict"u8, schema.Strict);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("type"u8, "json_object"u8);
        }
        json.WriteEndObject();
    }
}
