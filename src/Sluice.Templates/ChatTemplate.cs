using System.Text.Json;

namespace Sluice.Templates;

/// <summary>A model's own chat template: messages in, the model's prompt out.</summary>
public sealed class ChatTemplate
{
    static readonly JsonElement Null = JsonElement.Parse("null");
    static readonly JsonElement True = JsonElement.Parse("true");
    static readonly JsonElement False = JsonElement.Parse("false");

    readonly Template template;

    ChatTemplate(Template template) => this.template = template;

    /// <inheritdoc cref="Template.Names"/>
    public IReadOnlyList<TemplateName> Names => template.Names;

    /// <param name="clock">What <c>strftime_now</c> reads; the machine's by default.</param>
    /// <exception cref="TemplateException">The text is no template, or uses what is not supported; with its line and column.</exception>
    public static ChatTemplate Parse(string text, TimeProvider? clock = null) =>
        new(Template.Parse(text, TemplateOptions.Chat with { Clock = clock ?? TimeProvider.System }));

    /// <exception cref="TemplateException">The template failed or refused these messages; with the place where it did.</exception>
    public string Render(ChatTemplateInput input, RenderLimits? limits = null)
    {
        Dictionary<string, JsonElement> variables = new(StringComparer.Ordinal)
        {
            ["messages"] = input.Messages,
            ["add_generation_prompt"] = input.AddGenerationPrompt ? True : False,
        };
        if (input.Tools is not null || !input.LeaveOutAbsent)
            variables["tools"] = input.Tools ?? Null;
        if (input.Documents is not null || !input.LeaveOutAbsent)
            variables["documents"] = input.Documents ?? Null;
        foreach (var (name, value) in input.Variables)
            variables[name] = value;
        return template.Render(variables, limits);
    }
}
