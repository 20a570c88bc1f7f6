using System.CommandLine;
using Sluice.Cli.Chatting;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice chat</c>: the command line of a conversation in the terminal.</summary>
internal static class ChatCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        var model = new Argument<string?>("MODEL") { Description = "A model or backend of sluice.yaml, a GGUF file, or a model of this machine (default: what sluice.yaml calls default, else the bundled model)", Arity = ArgumentArity.ZeroOrOne };
        var server = new ServerOptions();
        Option<string?> backend = TaughtOption.Text("--backend", "NAME", "A backend of sluice.yaml");
        Option<string?> config = TaughtOption.Text("--config", "PATH", "The configuration (default: ./sluice.yaml, else the bundled model)");
        Option<string?> system = TaughtOption.Text("--system", "TEXT", "What stands before the conversation");
        Option<string?> load = TaughtOption.Text("--load", "PATH", "Go on with a saved conversation");
        Option<string?> set = TaughtOption.Text("--set", "NAME=VALUE,…", $"How answers are drawn: {ChatSettings.Names}");
        Option<bool> plain = TaughtOption.Switch("--plain", "Show answers as they are written, without laying out their Markdown");
        Option<bool> json = TaughtOption.Switch("--json", "Read one question from standard input and write one JSON object");
        var command = new TaughtCommand("chat", "Talk to a model in the terminal; with a question from a pipe, answer it as plain text.")
        {
            Examples = ["sluice chat", "sluice chat my-model.gguf --system 'Answer in one sentence.' --set temperature=0.2,max_tokens=200", "sluice chat --url http://gpu-1:8000 --model openai/gpt-oss-120b --key-env GPU_KEY", "echo 'What is a sluice?' | sluice chat"],
        };
        command.Add(model);
        server.AddTo(command);
        foreach (Option option in (Option[])[backend, config, system, load, set, plain, json]) command.Add(option);
        command.SetAction(parsed => ChatStart.RunAsync(new ChatLine
        {
            Model = parsed.GetValue(model),
            Server = server.Read(parsed) with { Backend = parsed.GetValue(backend) },
            Config = parsed.GetValue(config),
            System = parsed.GetValue(system),
            Load = parsed.GetValue(load),
            Settings = parsed.GetValue(set)?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [],
            Plain = parsed.GetValue(plain),
            Json = parsed.GetValue(json),
        }, terminal));
        return command;
    }
}
