using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Sluice.Pipeline.Running;

namespace Sluice.Cli.Running;

/// <summary>Asks the person at the terminal what to do about records that changed after they were answered.</summary>
internal static class ChangedInputQuestion
{
    private const int MostTries = 3; // for answers that are none of the three words

    /// <summary>Null to stop, and where nobody can be asked.</summary>
    public static ChangedInput? Ask(ChangedRecords changed, Terminal terminal)
    {
        if (!terminal.IsScreen || terminal.ReadLine is not { } read) return null;

        string count = changed.Count is { } known ? Figures.Count(known, "record") : "Some records";
        terminal.Out.WriteLine($"{count} changed after being answered, first {changed.First}.");
        for (int tries = 0; tries < MostTries; tries++)
        {
            terminal.Out.Write("Ask about them again (rerun), keep the old answers (keep), or stop? ");
            switch (read()?.Trim().ToLowerInvariant())
            {
                case "rerun" or "r":
                    return ChangedInput.Rerun;
                case "keep" or "k":
                    return ChangedInput.Keep;
                case null or "stop" or "s":
                    return null;
            }
        }

        return null;
    }
}
