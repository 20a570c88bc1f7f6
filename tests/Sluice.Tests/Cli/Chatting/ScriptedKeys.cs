using Sluice.Cli.Terminals;

namespace Sluice.Tests.Cli.Chatting;

/// <summary>A keyboard that types a script: letters as they stand, other keys as &lt;Enter&gt;, &lt;Left&gt;, &lt;^W&gt;.</summary>
/// <param name="whileBusy">Pressed whenever something goes on beside the keyboard; null for nothing.</param>
internal sealed class ScriptedKeys(string script, char? whileBusy = null) : Keyboard
{
    private int at;

    public override IDisposable WhileBusy(Func<ConsoleKeyInfo, bool> take)
    {
        if (whileBusy is { } letter) Assert.True(take(Control(letter)), $"nobody took Ctrl-{letter}");
        return new StringReader("");
    }

    private static ConsoleKeyInfo Control(char letter) => new((char)(letter - '@'), Enum.Parse<ConsoleKey>(letter.ToString()), false, false, control: true);

    public override bool MoreIsComing => false;

    public override ConsoleKeyInfo? Read()
    {
        if (at >= script.Length) return null;
        int end = script[at] == '<' ? script.IndexOf('>', at) : -1;
        if (end < 0) return new ConsoleKeyInfo(script[at++], ConsoleKey.None, false, false, false);

        string name = script[(at + 1)..end];
        at = end + 1;
        return name switch
        {
            ['^', var letter] => Control(letter),
            "Back" => Plain(ConsoleKey.Backspace),
            "Left" or "Right" or "Up" or "Down" => Plain(Enum.Parse<ConsoleKey>(name + "Arrow")),
            "Tab" => new ConsoleKeyInfo('\t', ConsoleKey.Tab, false, false, false),
            _ => Plain(Enum.Parse<ConsoleKey>(name)),
        };
    }

    private static ConsoleKeyInfo Plain(ConsoleKey key) => new('\0', key, false, false, false);
}
