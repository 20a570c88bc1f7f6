using System.CommandLine;
using Sluice.Cli.Demo;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice demo</c>: the main job on the sample that came with Sluice.</summary>
internal static class DemoCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        var server = new ServerOptions();
        var command = new TaughtCommand("demo", "Turn real job postings into checked answers, a few one at a time and then all at once, and compare.")
        {
            Examples = ["sluice demo", "sluice demo --url http://gpu-1:8000 --key-env GPU_KEY"],
        };
        server.AddTo(command);
        command.SetAction(parsed => new DemoSession(terminal).RunAsync(server.Read(parsed)));
        return command;
    }
}
