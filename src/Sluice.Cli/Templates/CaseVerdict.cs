namespace Sluice.Cli.Templates;

/// <summary>How one case of a collection ended.</summary>
/// <param name="IsRefused">The case is one that may be refused by name, and was.</param>
/// <param name="Difference">What is otherwise than expected; null when nothing is.</param>
internal sealed record CaseVerdict(bool IsRefused, string? Difference)
{
    public static CaseVerdict Agrees { get; } = new(false, null);

    public static CaseVerdict Refused { get; } = new(true, null);

    public static CaseVerdict Differs(string how) => new(false, how);
}
