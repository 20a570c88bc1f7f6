using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sluice.Cli.Chatting;

/// <summary>Turns rich text into lines for a screen of a width, with escape codes where colour is wished.</summary>
internal sealed class StyledText
{
    private readonly StringBuilder written = new();
    private readonly IAnsiConsole console;

    /// <param name="hasColor">Without, bold and dim are left out too: the lines are plain text.</param>
    public StyledText(int width, bool hasColor)
    {
        Width = width;
        console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = hasColor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = hasColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(new StringWriter(written) { NewLine = "\n" }),
        });
        console.Profile.Capabilities.Unicode = true;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <param name="width">At most <see cref="Width"/>.</param>
    public List<string> Lines(IRenderable text, int width)
    {
        console.Profile.Width = Math.Max(8, width);
        written.Clear();
        console.Write(text);
        return [.. written.ToString().TrimEnd('\n').Split('\n').Select(line => line.TrimEnd(' '))];
    }

    public List<string> Lines(string text, Style style, int width) => text.Length == 0 ? [""] : Lines(new Paragraph(text, style) { Overflow = Overflow.Fold }, width);

    /// <summary>One short text that needs no wrapping.</summary>
    public string Word(string text, Style style) => text.Length == 0 ? "" : Lines(text, style, Math.Max(Width, text.Length * 2))[0];
}
