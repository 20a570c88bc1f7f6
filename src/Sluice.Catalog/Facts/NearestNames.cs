namespace Sluice.Catalog.Facts;

/// <summary>Which known names a mistyped one may have meant.</summary>
public static class NearestNames
{
    /// <summary>At most three names: those that contain the asked one (or are contained), then those within a third of its length in edits.</summary>
    public static IReadOnlyList<string> To(string name, IEnumerable<string> known)
    {
        var asked = name.ToUpperInvariant();
        return [.. known
            .Select(candidate => (candidate, distance: Distance(asked, candidate.ToUpperInvariant())))
            .Where(pair => pair.distance <= Math.Max(2, asked.Length / 3) || Contains(asked, pair.candidate.ToUpperInvariant()))
            .OrderBy(pair => Contains(asked, pair.candidate.ToUpperInvariant()) ? 0 : 1).ThenBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Take(3).Select(pair => pair.candidate)];
    }

    static bool Contains(string asked, string candidate) => asked.Length >= 3
        && (candidate.Contains(asked, StringComparison.Ordinal) || asked.Contains(candidate, StringComparison.Ordinal));

    /// <summary>Levenshtein's distance, two rows.</summary>
    static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substituted, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
