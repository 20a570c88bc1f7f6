using System.Text.Json;
using Sluice.Templates;
using Jinja = Sluice.Templates.ChatTemplate;

namespace Sluice.Engine.Models;

/// <summary>Lays a conversation out as its model was trained to read it: by the template in the model file, rendered as Python renders it.</summary>
internal sealed class ChatTemplate
{
    readonly Jinja template;
    readonly Vocabulary vocabulary;
    readonly Dictionary<string, JsonElement> tokens = new(StringComparer.Ordinal); // what every rendering sees beside its own

    ChatTemplate(Jinja template, Vocabulary vocabulary)
    {
        this.template = template;
        this.vocabulary = vocabulary;
        if (vocabulary.BeginningText is { } beginning)
            tokens["bos_token"] = JsonText(beginning);
        if (vocabulary.EndText is { } end)
            tokens["eos_token"] = JsonText(end);
    }

    /// <summary>The template of a model; null with a reason when it has none that can be read.</summary>
    public static ChatTemplate? TryCreate(string? source, Vocabulary vocabulary, out string? reason)
    {
        reason = null;
        if (string.IsNullOrEmpty(source))
        {
            reason = "the model file has no chat template";
            return null;
        }
        try
        {
            return new ChatTemplate(Jinja.Parse(source), vocabulary);
        }
        catch (TemplateException problem)
        {
            reason = $"the chat template in the model file cannot be read ({problem.Report.TrimEnd('.')})";
            return null;
        }
    }

    /// <summary>The conversation as tokens, open for the assistant's answer. Text of users never becomes a control token.</summary>
    public ReadPrompt Read(Conversation conversation)
    {
        var guard = new ControlTextGuard(vocabulary, conversation);
        var text = Render(guard.Conversation);
        if (conversation.End == PromptEnd.LastText)
            text = UpToLastText(text, guard.Conversation);
        var prompt = new List<int>();
        foreach (var (piece, isControlText) in guard.Split(text))
            prompt.AddRange(vocabulary.Tokenize(piece, readSpecials: !isControlText));
        if (vocabulary.BeginningToken is { } beginning && (prompt.Count == 0 || prompt[0] != beginning))
            prompt.Insert(0, beginning);
        return new ReadPrompt([.. prompt], text);
    }

    // Templates may trim what they lay out; then the prompt ends where the trimmed text does.
    static string UpToLastText(string rendered, Conversation conversation)
    {
        var last = conversation.Messages.EnumerateArray().Last().TryGetProperty("content"u8, out var content) && content.ValueKind is JsonValueKind.String ? content.GetString()! : "";
        foreach (var text in (string[])[last, last.TrimStart(), last.Trim()])
        {
            var at = text.Length == 0 ? -1 : rendered.LastIndexOf(text, StringComparison.Ordinal);
            if (at >= 0)
                return rendered[..(at + text.Length)];
        }
        throw new EngineException(last.Trim().Length == 0
            ? "The last message has no text to go on with."
            : "The chat template of the model does not lay out the last message's text as it stands, so the answer cannot go on with it.");
    }

    static JsonElement JsonText(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");

    string Render(Conversation conversation)
    {
        var variables = new Dictionary<string, JsonElement>(tokens, StringComparer.Ordinal);
        if (conversation.Settings is { } given)
        {
            foreach (var setting in given.EnumerateObject())
                variables[setting.Name] = setting.Value;
        }
        try
        {
            return template.Render(new ChatTemplateInput { Messages = conversation.Messages, Tools = conversation.Tools, AddGenerationPrompt = conversation.End == PromptEnd.NewTurn, Variables = variables });
        }
        catch (TemplateException problem) when (problem.Kind == TemplateErrorKind.Raised)
        {
            throw new EngineException(problem.Message, problem); // the template's own words are meant for who asks
        }
        catch (TemplateException problem)
        {
            throw new EngineException($"The chat template of the model cannot lay out this conversation ({problem.Report.TrimEnd('.')}).", problem);
        }
    }
}
