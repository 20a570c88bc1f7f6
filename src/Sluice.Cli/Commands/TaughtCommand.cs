using System.CommandLine;

namespace Sluice.Cli.Commands;

/// <summary>A command that teaches itself: its help ends with lines that work when typed.</summary>
internal class TaughtCommand(string name, string purpose) : Command(name, purpose)
{
    /// <summary>Complete command lines.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}
