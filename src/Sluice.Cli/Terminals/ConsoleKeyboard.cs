namespace Sluice.Cli.Terminals;

/// <summary>The keyboard of this process's terminal. While a key is waited for, Ctrl-C is a key like any other.</summary>
internal sealed class ConsoleKeyboard : Keyboard
{
    private bool typedBefore = true; // the keys that were pressed before the first one was waited for

    public override ConsoleKeyInfo? Read()
    {
        Console.TreatControlCAsInput = true;
        try
        {
            typedBefore = typedBefore && Console.KeyAvailable;
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            return typedBefore && IsEndOfLine(key) ? new ConsoleKeyInfo('\u0004', ConsoleKey.D, shift: false, alt: false, control: true) : key;
        }
        catch (InvalidOperationException)
        {
            return null; // the terminal went away
        }
        finally
        {
            if (!Console.IsInputRedirected) Console.TreatControlCAsInput = false;
        }
    }

    // A terminal in the mode of lines leaves a zero where Ctrl-D ended one.
    private static bool IsEndOfLine(ConsoleKeyInfo key) => key is { KeyChar: '\0', Modifiers: ConsoleModifiers.Control };

    public override bool MoreIsComing => Console.KeyAvailable;

    public override IDisposable WhileBusy(Func<ConsoleKeyInfo, bool> take) => throw new NotSupportedException("Only a keyboard that is read ahead tells of keys while something goes on.");
}
