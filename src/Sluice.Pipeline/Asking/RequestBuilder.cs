using System.Text.Json;
using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Configuration;
using Sluice.Protocol.Chat;

namespace Sluice.Pipeline.Asking;

/// <summary>Makes the request for a question: what is the same for all records first, so that servers find it in their prefix caches.</summary>
/// <param name="serverGrounds">Whether the server holds verbatim values to the text itself, so that it gets the whole schema and the text.</param>
/// <param name="form">How the server is asked to hold answers to the schema.</param>
/// <param name="streams">Whether answers come as streams.</param>
internal sealed class RequestBuilder(StepSpec step, StepBackend backend, bool serverGrounds, AnswerForm form, bool streams)
{
    const string TemplateOptions = "chat_template_kwargs"; // of vLLM, SGLang and llama.cpp: what the chat template is told

    readonly ChatMessage[] examples = [.. step.Examples.SelectMany(example => new[] { new ChatMessage("user", example.Prompt), new ChatMessage("assistant", example.Answer) })];

    readonly JsonElement? schema = step.Schema is not { } answer ? null : serverGrounds ? answer.Document : ForeignSchema.Of(answer.Document);

    public ChatRequest Build(Question question, AskPlan plan) => new()
    {
        Model = backend.Model,
        Messages = Messages(question, plan.Correction),
        Stream = streams,
        Temperature = plan.Temperature,
        TopP = step.Sampling.TopP,
        Seed = plan.Seed,
        MaxTokens = plan.MaxTokens,
        ResponseFormat = schema is { } document ? AnswerForms.FormatOf(form, document) : null,
        Extra = Extra(question, plan),
    };

    /// <summary>The step's own words first, then the schema where nothing else tells it.</summary>
    string? SystemOf(Question question)
    {
        if (schema is not { } document || AnswerForms.WordsOf(form, document) is not { } words) return question.System;
        return question.System is { } own ? $"{own}\n\n{words}" : words;
    }

    Dictionary<string, JsonElement>? Extra(Question question, AskPlan plan)
    {
        var extra = new Dictionary<string, JsonElement>();
        if (serverGrounds && step.Schema is { HasVerbatim: true }) extra["x_source_text"] = JsonSerializer.SerializeToElement(question.Source);
        if (schema is { } document && AnswerForms.FieldOf(form, document) is { } field) extra[field.Name] = field.Value;
        if (plan.ThinkingOff) extra[TemplateOptions] = WithoutThinking();
        return extra.Count == 0 ? null : extra;
    }

    /// <summary>The backend's own options for the template, but for this one.</summary>
    JsonElement WithoutThinking()
    {
        var options = new Dictionary<string, JsonElement>();
        if (backend.Endpoint.ExtraBody?.GetValueOrDefault(TemplateOptions) is { ValueKind: JsonValueKind.Object } own)
            foreach (var option in own.EnumerateObject()) options[option.Name] = option.Value;
        options["enable_thinking"] = JsonSerializer.SerializeToElement(false);
        return JsonSerializer.SerializeToElement(options);
    }

    List<ChatMessage> Messages(Question question, Correction? correction)
    {
        var messages = new List<ChatMessage>(examples.Length + 4);
        if (SystemOf(question) is { } system) messages.Add(new("system", system));
        messages.AddRange(examples);
        if (correction is { Answer: { } wrong })
        {
            messages.Add(new("user", question.Prompt));
            messages.Add(new("assistant", wrong));
            messages.Add(new("user", correction.Words));
        }
        else
        {
            messages.Add(new("user", correction is null ? question.Prompt : $"{question.Prompt}\n\n{correction.Words}"));
        }

        return messages;
    }
}
