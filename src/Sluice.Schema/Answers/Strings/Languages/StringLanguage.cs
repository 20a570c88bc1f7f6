using Sluice.Schema.Answers.Strings.Languages.Expressions;
using Sluice.Schema.Patterns;

namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>
/// A regular set of strings: what a pattern, a format, bounds of length or a list of strings allow. Immutable; two that have the same
/// members are equal. Read character by character from <see cref="Start"/>; state 0 is the one that no member is left in.
/// </summary>
internal sealed class StringLanguage : IEquatable<StringLanguage>
{
    /// <summary>More than anybody could count: the number of members of an endless language, the length of its longest.</summary>
    public const int Endless = int.MaxValue;

    readonly Automaton automaton;
    readonly Lazy<RemainingMembers> remaining;

    StringLanguage(Automaton automaton)
    {
        this.automaton = automaton;
        remaining = new Lazy<RemainingMembers>(() => new RemainingMembers(automaton));
    }

    /// <summary>All strings.</summary>
    public static StringLanguage All { get; } = OfLengths(0, Endless, new LanguageBudget());

    /// <summary>No string.</summary>
    public static StringLanguage None { get; } = All.Complement(new LanguageBudget());

    public bool IsEmpty => Start == Automaton.Dead;

    public bool IsAll => automaton.StateCount == 2 && automaton.LabelOf(Start) != 0 && automaton.Alphabet.Count == 2 && automaton.StepByClass(Start, 1) == Start;

    /// <summary>Whether it has only so many members.</summary>
    public bool IsFinite => Count < Endless;

    /// <summary>Members, <see cref="Endless"/> when there are no fewer.</summary>
    public int Count => CountFrom(Start);

    public int StateCount => automaton.StateCount;

    public int Start => automaton.Start;

    public Automaton Automaton => automaton;

    /// <summary>What is still to come from each state.</summary>
    public RemainingMembers Remaining => remaining.Value;

    /// <summary>The texts in which an expression is found.</summary>
    /// <exception cref="LanguageLimitException">It looks back, or needs too many states.</exception>
    public static StringLanguage OfPattern(PatternNode pattern, LanguageBudget budget)
    {
        var pool = new TermPool(budget);
        return Of(pool, new TermReader(pool).ReadWhole(pattern), budget);
    }

    /// <summary>Strings of so many code points.</summary>
    public static StringLanguage OfLengths(int least, int most, LanguageBudget budget) => new(AutomatonBuilder.Build<int>(
        Alphabet.Single,
        0,
        (length, _) => length < (most == Endless ? least : most) ? length + 1 : most == Endless ? length : null,
        length => length >= least && length <= most ? 1 : 0,
        budget));

    /// <summary>The strings of a list.</summary>
    public static StringLanguage OfMembers(IEnumerable<string> members, LanguageBudget budget)
    {
        var set = new StringSet(members);
        var characters = Enumerable.Range(0, set.Count).SelectMany(index => set[index].EnumerateRunes()).Select(rune => rune.Value).Distinct();
        var alphabet = Alphabet.OfSingles(characters);
        var first = alphabet.Representatives();
        return new StringLanguage(AutomatonBuilder.Build<(int From, int To, int Length)>(
            alphabet,
            (0, set.Count, 0),
            (state, own) => set.Narrow(state.From, state.To, state.Length, first[own], first[own]) is var (from, to) && from < to ? (from, to, state.Length + 1) : null,
            state => set.Whole(state.From, state.To, state.Length) >= 0 ? 1 : 0,
            budget));
    }

    public StringLanguage Intersect(StringLanguage other, LanguageBudget budget) =>
        IsAll || other.IsEmpty ? other : other.IsAll || IsEmpty ? this : Combine(other, (left, right) => left && right, budget);

    public StringLanguage Union(StringLanguage other, LanguageBudget budget) =>
        IsAll || other.IsEmpty ? this : other.IsAll || IsEmpty ? other : Combine(other, (left, right) => left || right, budget);

    /// <summary>Members that the other one has not.</summary>
    public StringLanguage Except(StringLanguage other, LanguageBudget budget) =>
        IsEmpty || other.IsEmpty ? this : Combine(other, (left, right) => left && !right, budget);

    public StringLanguage Complement(LanguageBudget budget) =>
        new(AutomatonBuilder.Build<int>(automaton.Alphabet, Start, (state, own) => automaton.StepByClass(state, own), state => automaton.LabelOf(state) == 0 ? 1 : 0, budget));

    /// <summary>Whether the two have a member in common.</summary>
    public bool Overlaps(StringLanguage other, LanguageBudget budget) => !Intersect(other, budget).IsEmpty;

    public bool Contains(string text)
    {
        var state = Start;
        foreach (var rune in text.EnumerateRunes())
            state = Step(state, rune.Value);
        return CanEnd(state);
    }

    /// <summary>The state after one more character; 0 when no member goes on so.</summary>
    public int Step(int state, int codePoint) => automaton.Step(state, codePoint);

    /// <summary>Whether what has been read is a member.</summary>
    public bool CanEnd(int state) => automaton.LabelOf(state) != 0;

    /// <summary>Whether some member goes on with a character of a range.</summary>
    public bool MayStep(int state, int low, int high)
    {
        var alphabet = automaton.Alphabet;
        for (var run = alphabet.RunOf(low); run < alphabet.RunCount && alphabet.StartOf(run) <= high; run++)
        {
            if (automaton.StepByClass(state, alphabet.ClassOfRun(run)) != Automaton.Dead)
                return true;
        }

        return false;
    }

    /// <summary>Whether all that may follow is allowed, for ever.</summary>
    public bool IsFree(int state) => remaining.Value.IsFree(state);

    /// <summary>Ways to go on to a member from a state.</summary>
    public int CountFrom(int state) => remaining.Value.Count(state);

    /// <summary>Characters to the nearest member; <see cref="Endless"/> when there is none.</summary>
    public int ShortestFrom(int state) => remaining.Value.Shortest(state);

    /// <summary>Characters to the farthest member, <see cref="Endless"/> when there are ever farther ones, -1 when there is none.</summary>
    public int LongestFrom(int state) => remaining.Value.Longest(state);

    /// <summary>The members, shortest first, each once; those of one length with letters and digits first. Endless when the language is.</summary>
    public IEnumerable<string> Members() => MembersFrom(Start);

    /// <summary>What may follow from a state, of least to most characters, shortest first.</summary>
    public IEnumerable<string> MembersFrom(int state, int least = 0, int most = Endless) => new MemberList(automaton, remaining.Value).From(state, least, most);

    public bool Equals(StringLanguage? other) => other is not null && automaton.Equals(other.automaton);

    public override bool Equals(object? obj) => Equals(obj as StringLanguage);

    public override int GetHashCode() => automaton.GetHashCode();

    public static StringLanguage Of(Automaton automaton) => new(automaton);

    static StringLanguage Of(TermPool pool, Term whole, LanguageBudget budget)
    {
        var alphabet = Alphabet.Of(whole.HasWord ? [.. pool.Sets, CharacterClasses.Word] : pool.Sets);
        var first = alphabet.Representatives();
        var walk = new TermWalk(pool, budget);
        return new StringLanguage(AutomatonBuilder.Build<TermState>(
            alphabet,
            new TermState(whole, TermPlace.Start),
            (state, own) => walk.Step(state, first[own]),
            state => walk.CanEnd(state) ? 1 : 0,
            budget));
    }

    StringLanguage Combine(StringLanguage other, Func<bool, bool, bool> isMember, LanguageBudget budget)
    {
        var product = new AutomatonProduct([automaton, other.automaton]);
        return new StringLanguage(product.Build(labels => isMember(labels[0] != 0, labels[1] != 0) ? 1 : 0, budget));
    }
}
