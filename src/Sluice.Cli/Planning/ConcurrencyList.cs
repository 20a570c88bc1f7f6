using System.Globalization;
using Sluice.Cli.Problems;

namespace Sluice.Cli.Planning;

/// <summary>Reads <c>1,4,16</c>: levels in rising order, each once.</summary>
internal static class ConcurrencyList
{
    /// <summary>Requests in flight; the simulated burst of a level holds them all.</summary>
    private const int Most = 10_000;

    public static IReadOnlyList<int> Parse(string text)
    {
        var levels = new SortedSet<int>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int level) || level is < 1 or > Most)
                throw new CouldNotRunException("--concurrency", $"'{part}' is no level", string.Create(CultureInfo.InvariantCulture, $"whole numbers from 1 to {Most}, with commas between"));
            levels.Add(level);
        }
        return [.. levels];
    }
}
