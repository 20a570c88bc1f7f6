using System.Text.Json;
using Sluice.Pipeline.Configuration;
using Sluice.Protocol.Chat;

namespace Sluice.Pipeline.Asking;

/// <summary>Makes the request for a question: what is the same for all records first, so that servers find it in their prefix caches.</summary>
/// <param name="model">The model's name on the server.</param>
/// <param name="serverGrounds">Whether the server holds verbatim values to the text itself, so that it gets the whole schema and the text.</param>
internal sealed class RequestBuilder(StepSpec step, string model, bool serverGrounds)
{
    const string SchemaName = "answer"; // OpenAI's API wants a name and does nothing with it

    readonly ChatMessage[] examples = [.. step.Examples.SelectMany(example => new[] { new ChatMessage("user", example.Prompt), new ChatMessage("assistant", example.Answer) })];

    readonly ResponseFormat? format = step.Schema is not { } schema ? null : new ResponseFormat.JsonSchema(
        SchemaName, serverGrounds ? schema.Document : ForeignSchema.Of(schema.Document), Strict: true);

    public ChatRequest Build(Question question, AskPlan plan) => new()
    {
        Model = model,
        Messages = Messages(question, plan.Correction),
        Stream = step.Stream is not StreamUse.Never,
        Temperature = plan.Temperature,
        TopP = step.Sampling.TopP,
        Seed = plan.Seed,
        MaxTokens = plan.MaxTokens,
        ResponseFormat = format,
        Extra = serverGrounds && step.Schema is { HasVerbatim: true } ? new Dictionary<string, JsonElement> { ["x_source_text"] = JsonSerializer.SerializeToElement(question.Source) } : null,
    };

    List<ChatMessage> Messages(Question question, Correction? correction)
    {
        var messages = new List<ChatMessage>(examples.Length + 4);
        if (question.System is { } system) messages.Add(new("system", system));
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
