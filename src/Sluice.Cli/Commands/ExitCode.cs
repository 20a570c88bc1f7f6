namespace Sluice.Cli.Commands;

/// <summary>How every command ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The work was done, and some of it needs a look: failed records, a run that was stopped before its end.</summary>
    public const int DoneWithFindings = 1;

    /// <summary>Nothing was done: the command line, a file or a server did not allow it.</summary>
    public const int CouldNotRun = 2;
}
