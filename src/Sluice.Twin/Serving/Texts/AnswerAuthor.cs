using System.Text.Json;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;
using Sluice.Schema;
using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Faults;
using Sluice.Twin.Simulating;

namespace Sluice.Twin.Serving.Texts;

/// <summary>Writes what is answered to a request; the same for the same seed.</summary>
sealed class AnswerAuthor(TwinServerOptions options, LengthRange length, int? contextTokens)
{
    /// <summary>Tokens of a white-space runaway where nothing else limits the answer.</summary>
    const int MostSpaces = 4096;

    readonly SchemaDocuments _documents = new();

    static readonly JsonElement AnyObject = JsonElement.Parse("""{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"],"additionalProperties":false}""");

    /// <summary>Tokens of one answer, whatever is asked for: it is held in memory whole.</summary>
    const int MostTokens = 1 << 20;

    /// <param name="call">Its plan and its fault may say what is written.</param>
    /// <returns>Null with an error.</returns>
    public WrittenAnswer? Write(SamplingRequest request, Call call, out ApiError? error)
    {
        error = null;
        if (call.Plan is { Content: { } told } plan) return Struck(new WrittenAnswer(TextPieces.Split(request is ChatRequest ? plan.Reasoning ?? "" : ""), TextPieces.Split(told), plan.Finish), call.Fault, MostSpaces);
        var promptTokens = call.PromptTokens;
        if (contextTokens is { } context && promptTokens >= context)
        {
            error = ApiError.ContextTooLong(promptTokens, context);
            return null;
        }

        var room = Math.Min(contextTokens - promptTokens ?? MostTokens, Math.Min(request.MaxTokens ?? MostTokens, MostTokens));
        var random = new Random(Seed(request, call.Ordinal));
        var reasoning = Thinks(request) ? SeededWords.Write(random, Math.Min(options.Reasoning.Draw(random), room)) : TokenText.Empty;
        if (reasoning.Count == room) return new WrittenAnswer(reasoning, TokenText.Empty, "length");
        var content = Content(request, random, room - reasoning.Count, out error);
        if (content is null) return null;
        var cut = Stopped(request, content);
        if (call.Fault is { Kind: FaultKind.Truncate or FaultKind.Whitespace }) return Struck(new WrittenAnswer(reasoning, cut, "length"), call.Fault, Math.Min(room, MostSpaces));
        return reasoning.Count + cut.Count > room
            ? new WrittenAnswer(reasoning, cut.Take(room - reasoning.Count), "length")
            : new WrittenAnswer(reasoning, cut, WantsMore(request) && request.MaxTokens is { } all && reasoning.Count + cut.Count == all ? "length" : "stop");
    }

    /// <summary>As a fault changes it.</summary>
    /// <param name="most">Tokens that a white-space runaway comes to.</param>
    static WrittenAnswer Struck(WrittenAnswer answer, Fault? fault, int most) => fault switch
    {
        { Kind: FaultKind.Truncate } => answer with { Content = answer.Content.Take(fault.At), Finish = "length" },
        { Kind: FaultKind.Whitespace } => answer with { Content = answer.Content.Take(fault.At).ThenSpaces(most - answer.Reasoning.Count), Finish = "length" },
        _ => answer,
    };

    TokenText? Content(SamplingRequest request, Random random, int room, out ApiError? error)
    {
        error = null;
        switch (request.ResponseFormat)
        {
            case ResponseFormat.JsonSchema format:
                return Document(request, format.Schema, random, out error);
            case ResponseFormat.JsonObject:
                return Document(request, AnyObject, random, out error);
            case null when options.Text == TextMode.Echo:
                return TextPieces.Split(LastText(request));
            default:
                var wanted = length.Draw(random);
                if (WantsMore(request) && request.MaxTokens is not null) wanted = room;
                if (Number(request, "min_tokens") is { } least) wanted = (int)Math.Max(wanted, Math.Min(least, room));
                return SeededWords.Write(random, Math.Min(wanted, room + 1)); // one more tells that the limit cut it
        }
    }

    TokenText? Document(SamplingRequest request, JsonElement schema, Random random, out ApiError? error)
    {
        const string param = "response_format.json_schema.schema";
        error = null;
        try
        {
            var source = request.Extra?.GetValueOrDefault("x_source_text") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : LastText(request);
            if (_documents.For(schema, random, source).TryGenerate(out var document, out var obstacle)) return TextPieces.Split(document);
            error = ApiError.Invalid(param, $"No document can be made for the schema: {obstacle}.") with { Code = "unsupported_schema" };
        }
        catch (SchemaException problem)
        {
            error = ApiError.Invalid(param, $"The schema is wrong: {problem.Message}.") with { Code = "invalid_schema" };
        }

        return null;
    }

    /// <summary>Without the first stop text and what comes after it.</summary>
    static TokenText Stopped(SamplingRequest request, TokenText content)
    {
        if (request.Stop is not { Count: > 0 } stops) return content;
        var text = content.ToString();
        var end = stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        return end < 0 ? content : TextPieces.Split(text[..end]);
    }

    bool Thinks(SamplingRequest request)
    {
        if (request is not ChatRequest) return false;
        return request.Extra?.GetValueOrDefault("chat_template_kwargs") is { ValueKind: JsonValueKind.Object } settings
            && settings.TryGetProperty("enable_thinking"u8, out var asked) && asked.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? asked.GetBoolean()
            : options.Thinks;
    }

    int Seed(SamplingRequest request, int ordinal) => options.Text switch
    {
        _ when request.Seed is { } seed => HashCodes.Mix(options.Seed, (int)seed),
        _ when options.Text == TextMode.Prompt || request.Temperature is 0 => HashCodes.Mix(options.Seed, HashCodes.Of(AllText(request))),
        _ => HashCodes.Mix(options.Seed, ordinal),
    };

    /// <summary>ignore_eos, as load tools send it: write to the limit.</summary>
    static bool WantsMore(SamplingRequest request) => request.Extra?.GetValueOrDefault("ignore_eos") is { ValueKind: JsonValueKind.True };

    static double? Number(SamplingRequest request, string name) =>
        request.Extra?.GetValueOrDefault(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    static string LastText(SamplingRequest request) => request switch
    {
        ChatRequest chat => chat.Messages[^1].Content,
        CompletionRequest { Prompts: [{ Tokens: { } tokens }] } => string.Join(' ', tokens),
        CompletionRequest { Prompts: [{ Text: { } text }] } => text,
        _ => throw new ArgumentException($"no such request: {request.GetType()}"),
    };

    static string AllText(SamplingRequest request) =>
        request is ChatRequest chat ? string.Join('\n', chat.Messages.Select(message => $"{message.Role}: {message.Content}")) : LastText(request);
}
