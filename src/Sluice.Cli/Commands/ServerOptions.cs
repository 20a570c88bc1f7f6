using System.CommandLine;
using Sluice.Cli.Backends;

namespace Sluice.Cli.Commands;

/// <summary>The options that name a server on the command line, the same for every command that asks one.</summary>
internal sealed class ServerOptions
{
    public Option<string?> Url { get; } = TaughtOption.Text("--url", "URL",
        "A server that speaks the OpenAI protocol, with or without /v1 (default: the backend that sluice.yaml names)");

    public Option<string?> Model { get; } = TaughtOption.Text("--model", "NAME",
        "What to ask for: a model of the server with --url, else a name of sluice.yaml (default: the pipeline's; with --url, the only one the server offers)");

    public Option<string?> KeyEnv { get; } = TaughtOption.Text("--key-env", "VAR",
        "The environment variable that holds the server's key, for --url (default: no key)");

    public ServerRequest Read(ParseResult parsed) =>
        new() { Url = parsed.GetValue(Url), Model = parsed.GetValue(Model), KeyEnv = parsed.GetValue(KeyEnv) };

    public void AddTo(Command command)
    {
        command.Add(Url);
        command.Add(Model);
        command.Add(KeyEnv);
    }
}
