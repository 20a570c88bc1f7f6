using System.Text;
using System.Text.Json;
using Sluice.Engine.Models;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Markup;
using Sluice.Protocol.Serving;
using Sluice.Schema.Answers;
using Sluice.Schema.Grounding;

namespace Sluice.Engine.Serving;

/// <summary>Turns a chat request into what the engine is asked, or says what is wrong with it.</summary>
internal sealed class ChatPreparation(EmbeddedEngine engine)
{
    const string SeveralCallsField = "parallel_tool_calls";

    readonly AnswerFormats formats = new();
    readonly ToolAnswers tools = new();

    /// <returns>Null with an error.</returns>
    public IReadOnlyList<PreparedAnswer>? TryPrepare(ChatRequest request, out ApiError? error)
    {
        error = request.Model != engine.ModelName ? ApiError.UnknownModel(request.Model, [engine.ModelName]) : UnservedFields.Find(request) ?? Conflict(request) ?? RequestedSampling.Conflict(request, engine.Vocabulary.Count);
        var settings = error is null ? TemplateSettings.Read(request, out error) : null;
        var end = error is null ? PromptEnds.Read(request, out error) : default;
        var severalCalls = error is null ? RequestedFlags.Read(request, SeveralCallsField, out error) : null;
        var grammar = error is null ? tools.Compile(request, engine.Markup.ArgumentsKey, out error) : null;
        var source = grammar?.NeedsSource is true ? AnswerFormats.Source(request, AnswerFormats.LastOfUser(request), out error) : null;
        if (error is not null || TryRead(request, settings, end, out error) is not { } prompt)
            return null;

        var isForced = request.ToolChoice is ToolChoice.Required or ToolChoice.Function;
        int[] tokens = isForced ? [.. prompt.Tokens, .. OpenCall(prompt.Text)] : prompt.Tokens;
        if (tokens.Length >= engine.ContextLimit)
        {
            error = ApiError.ContextTooLong(tokens.Length, engine.ContextLimit);
            return null;
        }
        var machine = isForced ? grammar!.Start(CallForm.Object, null, source) : formats.Create(request, AnswerFormats.LastOfUser(request), out error);
        if (error is not null)
            return null;
        var first = new GenerationRequest
        {
            Prompt = tokens,
            Answer = machine,
            Calls = machine is null && grammar is not null ? new CallRules(engine.Markup.CallPatterns, (form, name) => grammar.Start(form, name, source)) : null,
            WrittenControls = engine.MarkupTokens,
        };
        return [.. RequestedSampling.Requests(request, first).Select(generation => new PreparedAnswer(generation, Reader()) { IsOneCall = severalCalls is false })];

        AnswerReader? Reader() => isForced ? AnswerMarkup.ReadForcedCall() : machine is not null ? null : engine.Markup.Read(prompt.Text, grammar?.Functions ?? [], end is PromptEnd.LastText ? request.Messages[^1].Content : "");
    }

    ReadPrompt? TryRead(ChatRequest request, JsonElement? settings, PromptEnd end, out ApiError? error)
    {
        error = null;
        try
        {
            return engine.ReadChat(ChatMessages.ForTemplate(request, settings, end));
        }
        catch (EngineException problem)
        {
            error = ApiError.Invalid("messages", problem.Message);
            return null;
        }
    }

    static ApiError? Conflict(ChatRequest request)
    {
        var calls = request.ToolChoice is ToolChoice.Required or ToolChoice.Function;
        if (calls && request.ResponseFormat is not null)
            return ApiError.Invalid("response_format", "A 'response_format' cannot go together with a 'tool_choice' that asks for a call. Leave one of them out.");
        if (calls && request.Stop is { Count: > 0 })
            return ApiError.Invalid("stop", "'stop' cannot go together with a 'tool_choice' that asks for a call: it could cut the call. Leave one of them out.");
        return null;
    }

    // The prompt goes on to where the call's JSON begins, so that the model writes it as it was trained to.
    int[] OpenCall(string prompt)
    {
        var opening = engine.Markup.OpenReasoningEnd(prompt) is { } close ? $"\n{close}\n\n" : "";
        if (engine.Markup.CallOpen is { } marker)
            opening += engine.Markup.CallsAreObjects ? marker + "\n" : marker;
        return engine.Vocabulary.Tokenize(opening, readSpecials: true);
    }
}
