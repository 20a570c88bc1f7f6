namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>A language of which only the members within bounds of length count. The lengths are counted beside the states: multiplied with them, they would often be too many.</summary>
internal sealed class BoundedLanguage
{
    readonly RemainingMembers remaining;
    readonly ExactLengths? exact;

    /// <exception cref="LanguageLimitException">The bounds cannot be held against it in the memory allowed.</exception>
    public BoundedLanguage(StringLanguage language, int minLength, int maxLength, LanguageBudget budget)
    {
        (Language, MinLength, MaxLength) = (language, minLength, maxLength);
        // With one bound that counts, shortest and longest tell all.
        if (minLength > language.ShortestFrom(language.Start) && maxLength < language.LongestFrom(language.Start) && minLength <= maxLength)
        {
            exact = ExactLengths.Find(language, maxLength);
            // Where lengths and states go together, as in .{1,4096}, multiplying them costs little.
            if (exact is null)
                Language = language.Intersect(StringLanguage.OfLengths(minLength, maxLength, budget), budget);
        }

        remaining = Language.Remaining;
        if (maxLength != StringLanguage.Endless)
            FarthestMember = Enumerable.Range(0, Language.StateCount).Select(remaining.Shortest).Where(shortest => shortest != StringLanguage.Endless).DefaultIfEmpty(0).Max();
    }

    public StringLanguage Language { get; }

    /// <summary>Characters to the nearest member from the state that is farthest from one; 0 when there is no longest length.</summary>
    public int FarthestMember { get; }

    /// <summary>Code points.</summary>
    public int MinLength { get; }

    public int MaxLength { get; }

    /// <summary>Whether a member can still come.</summary>
    /// <param name="length">Characters read.</param>
    public bool IsAlive(int state, int length)
    {
        var (least, most) = (MinLength - length, MaxLength == StringLanguage.Endless ? StringLanguage.Endless - 1 : MaxLength - length);
        var shortest = remaining.Shortest(state);
        if (shortest > most || shortest >= least)
            return shortest <= most;
        var longest = remaining.Longest(state);
        return longest >= least && (longest <= most || MaxLength == StringLanguage.Endless || exact?.Has(state, least, most) != false);
    }

    public bool CanEnd(int state, int length) => length >= MinLength && length <= MaxLength && Language.CanEnd(state);

    /// <summary>Where the characters of a range lead that a member can still come after: each state once for each run of characters.</summary>
    public IEnumerable<(int First, int Last, int State)> Ways(int state, int length, int low, int high)
    {
        var (automaton, alphabet) = (Language.Automaton, Language.Automaton.Alphabet);
        for (var run = alphabet.RunOf(low); run < alphabet.RunCount && alphabet.StartOf(run) <= high; run++)
        {
            var target = automaton.StepByClass(state, alphabet.ClassOfRun(run));
            if (target != Automaton.Dead && IsAlive(target, length + 1))
                yield return (Math.Max(low, alphabet.StartOf(run)), Math.Min(high, alphabet.EndOf(run)), target);
        }
    }

    public bool MayStep(int state, int length, int low, int high)
    {
        var (automaton, alphabet) = (Language.Automaton, Language.Automaton.Alphabet);
        for (var run = alphabet.RunOf(low); run < alphabet.RunCount && alphabet.StartOf(run) <= high; run++)
        {
            var target = automaton.StepByClass(state, alphabet.ClassOfRun(run));
            if (target != Automaton.Dead && IsAlive(target, length + 1))
                return true;
        }

        return false;
    }

    /// <summary>What may follow, shortest first.</summary>
    public IEnumerable<string> EndingsFrom(int state, int length) =>
        Language.MembersFrom(state, Math.Max(0, MinLength - length), MaxLength == StringLanguage.Endless ? StringLanguage.Endless : MaxLength - length);

    /// <summary>Whether there are certainly so many members.</summary>
    public bool HasAtLeast(int count)
    {
        var (shortest, longest) = (remaining.Shortest(Language.Start), remaining.Longest(Language.Start));
        return shortest >= MinLength && longest <= MaxLength ? remaining.Count(Language.Start) >= count
            : longest == StringLanguage.Endless && MaxLength == StringLanguage.Endless;
    }
}
