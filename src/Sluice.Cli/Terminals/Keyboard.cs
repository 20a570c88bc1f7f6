namespace Sluice.Cli.Terminals;

/// <summary>Where keys come from.</summary>
internal abstract class Keyboard
{
    /// <summary>The next key; null when there will be none.</summary>
    public abstract ConsoleKeyInfo? Read();

    /// <summary>Whether further keys are there already: then text was pasted rather than typed.</summary>
    public abstract bool MoreIsComing { get; }
}
