namespace Sluice.Cli.Terminals;

/// <summary>Where keys come from.</summary>
internal abstract class Keyboard
{
    /// <summary>The next key; null when there will be none.</summary>
    public abstract ConsoleKeyInfo? Read();

    /// <summary>Whether further keys are there already: then text was pasted rather than typed.</summary>
    public abstract bool MoreIsComing { get; }

    /// <summary>Offers keys that are pressed while something else goes on; those it does not take wait for <see cref="Read"/>. Ends with the returned value.</summary>
    /// <param name="take">Called from any thread; whether the key was meant for it.</param>
    public abstract IDisposable WhileBusy(Func<ConsoleKeyInfo, bool> take);
}
