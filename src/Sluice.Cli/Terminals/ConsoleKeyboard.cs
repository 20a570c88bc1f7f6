namespace Sluice.Cli.Terminals;

/// <summary>The keyboard of this process's terminal. While a key is waited for, Ctrl-C is a key like any other.</summary>
internal sealed class ConsoleKeyboard : Keyboard
{
    public override ConsoleKeyInfo? Read()
    {
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
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

    public override bool MoreIsComing => Console.KeyAvailable;

    public override IDisposable WhileBusy(Func<ConsoleKeyInfo, bool> take) => throw new NotSupportedException("Only a keyboard that is read ahead tells of keys while something goes on.");
}
