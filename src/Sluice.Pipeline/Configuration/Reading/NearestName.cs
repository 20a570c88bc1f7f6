namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Finds the name that somebody probably meant.</summary>
internal static class NearestName
{
    /// <summary>" (did you mean 'x'?)" or nothing: at most one slip in three letters.</summary>
    public static string Hint(string word, IEnumerable<string> known)
    {
        var near = known.Select(name => (Name: name, Slips: Slips(word, name))).Where(pair => pair.Slips <= Math.Max(1, Math.Max(word.Length, pair.Name.Length) / 3)).OrderBy(pair => pair.Slips).FirstOrDefault();
        return near.Name is null ? "" : $" (did you mean '{near.Name}'?)";
    }

    /// <summary>Edit distance: a letter put in, left out or changed, or two neighbours swapped, is one slip.</summary>
    static int Slips(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var j = 0; j <= b.Length; j++) table[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            table[i, 0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = table[i - 1, j - 1] + (Same(i, j) ? 0 : 1);
                table[i, j] = Math.Min(changed, 1 + Math.Min(table[i - 1, j], table[i, j - 1]));
                if (i > 1 && j > 1 && Same(i, j - 1) && Same(i - 1, j)) table[i, j] = Math.Min(table[i, j], 1 + table[i - 2, j - 2]);
            }
        }

        return table[a.Length, b.Length];

        bool Same(int i, int j) => char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
    }
}
