using System.Text;

namespace Sluice.Cli.Terminals;

/// <summary>The terminal of this process.</summary>
internal static class ProcessTerminal
{
    /// <summary>Columns of the widest text Sluice writes on a wide screen: longer lines are hard to follow.</summary>
    private const int WidestText = 120;

    public static Terminal Open()
    {
        bool screen = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Terminal
        {
            Out = Utf8(new StandardOutput(Console.OpenStandardOutput())),
            Error = TextWriter.Synchronized(new DispensableWriter(Utf8(Console.OpenStandardError()), _ => { })),
            In = Console.IsInputRedirected ? Console.In : TextReader.Null,
            Keyboard = screen && !Console.IsInputRedirected ? new KeysAhead(new ConsoleKeyboard(), TimeProvider.System) : null,
            IsScreen = screen,
            HasColor = screen && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            ReadLine = Console.IsInputRedirected ? null : Console.ReadLine,
            Width = screen ? Math.Clamp(Console.WindowWidth, 40, WidestText) : 100,
            Height = screen ? Math.Max(5, Console.WindowHeight) : 40,
            Environment = Environment.GetEnvironmentVariable,
            WorkingFolder = Environment.CurrentDirectory,
            ExecutableFolder = AppContext.BaseDirectory,
        };
    }

    /// <summary>Each write goes out at once: a live view and a pipe's reader both wait for it.</summary>
    private static TextWriter Utf8(Stream stream) =>
        TextWriter.Synchronized(new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true });
}
