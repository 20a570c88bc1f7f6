using System.CommandLine;
using System.CommandLine.Parsing;
using Sluice.Cli.Help;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary>Runs one command line and turns every way it can end into an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Set to 1, it shows where an unexpected error came from.</summary>
    private const string DebugVariable = "SLUICE_DEBUG";

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal)
    {
        try
        {
            return await RunCommandAsync(arguments, terminal with { Arguments = arguments });
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("sluice: stopped before the work began");
            return ExitCode.CouldNotRun;
        }
        catch (CouldNotRunException refusal)
        {
            foreach (Problem problem in refusal.Problems) terminal.Error.WriteLine($"sluice: {problem}");
            return ExitCode.CouldNotRun;
        }
        catch (Exception error) when (!Debugging(terminal))
        {
            terminal.Error.WriteLine($"sluice: unexpected {error.GetType().Name}: {FirstLine(error.Message)}; set {DebugVariable}=1 to see where it came from");
            return ExitCode.CouldNotRun;
        }
    }

    private static async Task<int> RunCommandAsync(IReadOnlyList<string> arguments, Terminal terminal)
    {
        TaughtCommand root = SluiceCommand.Build(terminal);
        if (arguments is ["--version"])
        {
            terminal.Out.WriteLine(VersionText.OfThisBuild);
            return ExitCode.Done;
        }
        bool help = arguments.Count == 0 || arguments.Any(AsksForHelp);
        ParseResult parsed = root.Parse([.. arguments.Where(argument => !AsksForHelp(argument))]);
        if (help)
        {
            HelpPage.Write((TaughtCommand)parsed.CommandResult.Command, terminal.Out, terminal.Width);
            return ExitCode.Done;
        }
        ParseProblems.ThrowIfAny(parsed, arguments);
        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // the commands listen to Ctrl-C themselves: the first one drains
        });
    }

    private static bool AsksForHelp(string argument) => argument is "--help" or "-h" or "-?";

    private static bool Debugging(Terminal terminal) => terminal.Environment(DebugVariable) is "1" or "true";

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
