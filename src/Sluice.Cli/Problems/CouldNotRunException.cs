namespace Sluice.Cli.Problems;

/// <summary>
/// Ends a command before its work began, with every problem found so far. Only <see cref="Commands.CommandLine"/>
/// catches it: it writes the problems as <c>sluice: place: what; allowed: …</c> and exits with 2.
/// </summary>
internal sealed class CouldNotRunException(IReadOnlyList<Problem> problems) : Exception(string.Join('\n', problems))
{
    public CouldNotRunException(string place, string what, string? allowed = null)
        : this([new Problem(place, what, allowed)])
    {
    }

    public IReadOnlyList<Problem> Problems { get; } = problems;
}
