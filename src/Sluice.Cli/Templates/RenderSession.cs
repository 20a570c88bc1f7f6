using System.Globalization;
using System.Text.Json;
using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Schemas;
using Sluice.Cli.Terminals;
using Sluice.Templates;

namespace Sluice.Cli.Templates;

/// <summary><c>sluice template render</c> from its request to its exit code.</summary>
internal sealed class RenderSession(Terminal terminal)
{
    private const string AllowedMessages = "an array of messages, or an object with 'messages' and, if there are any, 'tools' and 'documents'";

    public int Run(RenderRequest request)
    {
        TimeProvider clock = FixedClock.Of(request.Clock, terminal.Time);
        Dictionary<string, JsonElement> conversation = Conversation(request.Messages);
        TemplateFile file = TemplateFile.Load(request.File, terminal);
        var variables = new Dictionary<string, JsonElement>(file.Variables);
        if (request.Settings is { } settings)
        {
            foreach ((string name, JsonElement value) in JsonInput.Members(JsonInput.Parse(settings, "--kwargs", firstLine: null), "--kwargs")) variables[name] = value;
        }

        string text = Render(request, file.Text, clock, new ChatTemplateInput
        {
            Messages = conversation["messages"],
            Tools = Present(conversation, "tools"),
            Documents = Present(conversation, "documents"),
            AddGenerationPrompt = true, // as for a chat completion; --kwargs may say otherwise
            LeaveOutAbsent = request.LeaveOutAbsent,
            Variables = variables,
        });
        terminal.Out.Write(text); // byte for byte: nothing is added for files and pipes
        if (terminal.IsScreen && !text.EndsWith('\n')) terminal.Out.WriteLine();
        return ExitCode.Done;
    }

    private static string Render(RenderRequest request, string template, TimeProvider clock, ChatTemplateInput input)
    {
        try
        {
            return ChatTemplate.Parse(template, clock).Render(input);
        }
        catch (TemplateException problem)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{request.File}:{problem.Line}:{problem.Column}");
            throw new CouldNotRunException(place, problem.Kind == TemplateErrorKind.Raised ? problem.Message : problem.Message.TrimEnd('.'));
        }
    }

    private Dictionary<string, JsonElement> Conversation(string typed)
    {
        JsonElement read = JsonInput.Parse(InputFile.ReadText(typed, terminal), typed);
        if (read.ValueKind == JsonValueKind.Array) return new() { ["messages"] = read };
        return read.ValueKind == JsonValueKind.Object && read.TryGetProperty("messages", out JsonElement messages) && messages.ValueKind == JsonValueKind.Array
            ? JsonInput.Members(read, typed)
            : throw new CouldNotRunException(typed, "there are no messages in it", AllowedMessages);
    }

    private static JsonElement? Present(Dictionary<string, JsonElement> conversation, string name) =>
        conversation.TryGetValue(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
