using System.CommandLine;
using Sluice.Cli.Problems;
using Sluice.Cli.Templates;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice template</c>: the command line of chat templates without a model that runs.</summary>
internal static class TemplateCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        string[] examples = ["sluice template render my-model.gguf --messages chat.json", "sluice template check chat-templates --clock 2026-01-15T09:30:00"];
        var template = new TaughtCommand("template", "Chat templates: what a model would see, and whether that is what Python's Jinja makes of it.") { Examples = examples };
        template.Add(BuildRender(terminal));
        template.Add(BuildCheck(terminal));
        return template;
    }

    private static TaughtCommand BuildRender(Terminal terminal)
    {
        var file = new Argument<string>("MODEL|FILE.jinja") { Description = "A GGUF file, whose own template is taken, or a template" };
        Option<string?> messages = TaughtOption.Text("--messages", "PATH", "A JSON array of messages, or an object with 'messages' and 'tools', such as the body of a chat request");
        Option<string?> settings = TaughtOption.Text("--kwargs", "JSON", "An object of further variables, as chat_template_kwargs of a request; add_generation_prompt is true unless it stands there");
        Option<bool> leaveOut = TaughtOption.Switch("--leave-out-absent", "Leave out 'tools' and 'documents' where there are none, as llama.cpp does (default: they are null, as in Python)");
        Option<string?> clock = Clock();
        var command = new TaughtCommand("render", "Print what a model would see of a conversation, byte for byte.")
        {
            Examples = ["sluice template render my-model.gguf --messages chat.json", "sluice template render qwen3.jinja --messages chat.json --kwargs '{\"enable_thinking\": false}'"],
        };
        command.Add(file);
        foreach (Option option in (Option[])[messages, settings, leaveOut, clock]) command.Add(option);
        command.SetAction(parsed => new RenderSession(terminal).Run(new RenderRequest
        {
            File = parsed.GetRequiredValue(file),
            Messages = parsed.GetValue(messages) ?? throw new CouldNotRunException("template render", "--messages is missing", "--messages PATH, a JSON file with the conversation"),
            Settings = parsed.GetValue(settings),
            LeaveOutAbsent = parsed.GetValue(leaveOut),
            Clock = parsed.GetValue(clock),
        }));
        return command;
    }

    private static TaughtCommand BuildCheck(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Description = "Templates, conversations and what another engine made of them" };
        Option<string?> clock = Clock();
        Option<bool> json = TaughtOption.Switch("--json", "Write one JSON object for each difference and a last one with the counts");
        var command = new TaughtCommand("check", "Render every case of a collection and list each difference from what stands there.")
        {
            Examples = ["sluice template check chat-templates --clock 2026-01-15T09:30:00"],
        };
        command.Add(folder);
        command.Add(clock);
        command.Add(json);
        command.SetAction(parsed => new CollectionSession(terminal).Run(new CollectionRequest
        {
            Folder = parsed.GetRequiredValue(folder),
            Clock = parsed.GetValue(clock),
            Json = parsed.GetValue(json),
        }));
        return command;
    }

    private static Option<string?> Clock() => TaughtOption.Text("--clock", "TIME", "What the clock of a template shows, such as 2026-01-15T09:30:00 (default: the time now)");
}
