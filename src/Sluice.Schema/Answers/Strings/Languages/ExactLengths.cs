namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>
/// For each state of a language all lengths that its remaining members have. Which states have a member of exactly k characters ahead
/// repeats itself from some k on; up to there it is kept.
/// </summary>
internal sealed class ExactLengths
{
    const int MaxWords = 200_000; // 64 states of one length each; 1.6 MB
    const int MaxSteps = 1_000_000; // a few milliseconds

    readonly List<ulong[]> reaching = []; // (length, state / 64) -> a bit for each state
    readonly int repeatsFrom = -1; // the length at which it begins anew, -1 when all are kept

    ExactLengths(StringLanguage language, int most, LanguageBudget budget)
    {
        var words = language.StateCount / 64 + 1;
        var known = new Dictionary<ulong, List<int>>();
        var now = new ulong[words];
        for (var state = 0; state < language.StateCount; state++)
            now[state / 64] |= (language.CanEnd(state) ? 1UL : 0) << state % 64;
        while (reaching.Count <= most)
        {
            var hash = now.Aggregate(14695981039346656037, (sum, word) => (sum ^ word) * 1099511628211); // FNV-1a
            if (!known.TryGetValue(hash, out var alike))
                known.Add(hash, alike = []);
            repeatsFrom = alike.FindIndex(length => reaching[length].AsSpan().SequenceEqual(now)) is >= 0 and var found ? alike[found] : -1;
            if (repeatsFrom >= 0)
                return;

            if ((reaching.Count + 1L) * words > MaxWords)
                throw new LanguageLimitException("its lengths repeat themselves too late");
            alike.Add(reaching.Count);
            reaching.Add(now);
            now = Before(now, language, budget);
        }
    }

    /// <summary>Null when there are too many to be kept.</summary>
    /// <param name="most">The longest that counts.</param>
    public static ExactLengths? Find(StringLanguage language, int most)
    {
        try
        {
            return new ExactLengths(language, most, new LanguageBudget(MaxSteps));
        }
        catch (LanguageLimitException)
        {
            return null;
        }
    }

    /// <summary>Whether a member that ends after least to most characters lies ahead.</summary>
    public bool Has(int state, int least, int most)
    {
        for (var length = Math.Max(0, least); length <= most; length++)
        {
            var place = length;
            if (length >= reaching.Count)
            {
                if (repeatsFrom < 0 || length - least > reaching.Count)
                    return false;
                place = repeatsFrom + (length - repeatsFrom) % (reaching.Count - repeatsFrom);
            }

            if ((reaching[place][state / 64] >> state % 64 & 1) != 0)
                return true;
        }

        return false;
    }

    static ulong[] Before(ulong[] states, StringLanguage language, LanguageBudget budget)
    {
        var before = new ulong[states.Length];
        for (var word = 0; word < states.Length; word++)
        {
            for (var left = states[word]; left != 0; left &= left - 1)
            {
                var sources = language.Remaining.Sources(word * 64 + System.Numerics.BitOperations.TrailingZeroCount(left));
                budget.Spend(sources.Count / 8 + 1);
                foreach (var source in sources)
                    before[source / 64] |= 1UL << source % 64;
            }
        }

        return before;
    }
}
