using Sluice.Cli.Terminals;
using Spectre.Console;

namespace Sluice.Cli.Viewing;

/// <summary>Makes consoles for rich output that write to our terminal, with its width and its wish for colour.</summary>
internal static class Screens
{
    public static IAnsiConsole Open(Terminal terminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.IsScreen ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.HasColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Out),
        });
        console.Profile.Width = terminal.Width;
        return console;
    }
}
