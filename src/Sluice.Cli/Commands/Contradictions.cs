using System.CommandLine;
using Sluice.Cli.Problems;

namespace Sluice.Cli.Commands;

/// <summary>Options that mean nothing beside each other: one of two that were typed would be ignored.</summary>
internal static class Contradictions
{
    /// <summary>All that are wrong at once.</summary>
    /// <param name="pairs">Two options each, of which at most one may be given.</param>
    public static void Refuse(ParseResult parsed, params ReadOnlySpan<Option[]> pairs)
    {
        var problems = new List<Problem>();
        foreach (Option[] pair in pairs)
        {
            if (IsGiven(parsed, pair[0]) && IsGiven(parsed, pair[1])) problems.Add(new Problem(pair[0].Name, $"cannot stand beside {pair[1].Name}", "one of them"));
        }
        if (problems.Count > 0) throw new CouldNotRunException(problems);
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
