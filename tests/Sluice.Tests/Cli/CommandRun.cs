using Sluice.Cli.Commands;

namespace Sluice.Tests.Cli;

/// <summary>One command line run in this process with its writers captured.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public static Task<CommandRun> OfAsync(params string[] arguments) => OfAsync(new TerminalSetup(), arguments);

    public static async Task<CommandRun> OfAsync(TerminalSetup setup, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int exitCode = await CommandLine.RunAsync(arguments, setup.Open(TextWriter.Synchronized(output), TextWriter.Synchronized(error)));
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    public override string ToString() => $"{Out}{(Error.Length > 0 ? "--- stderr ---\n" + Error : "")}--- exit {ExitCode} ---\n";
}
