using Sluice.Schema.Patterns;

namespace Sluice.Schema.Answers.Strings.Languages.Expressions;

/// <summary>
/// Takes terms apart character by character: the derivative of a term by a character is what must follow it (Brzozowski 1964).
/// Conditions on a place are settled when the character behind it is known, and look-aheads become an intersection with the rest.
/// </summary>
internal sealed class TermWalk(TermPool pool, LanguageBudget budget)
{
    const int MaxDepth = 500; // calls within calls; so many optional characters in a row need them

    readonly Dictionary<(int Term, int Character), Term> plain = [];
    readonly Dictionary<Term, Term> afterStart = [];
    readonly HashSet<(Term, Term)> open = [];
    int depth;

    /// <summary>The state after a character.</summary>
    public TermState? Step(TermState state, int character)
    {
        var rest = Derive(state.Rest, character, state.Place);
        if (rest.HasStart)
            rest = WithoutStart(rest);
        if (rest == pool.Nothing)
            return null;
        var place = rest.HasWord && CharacterClasses.Word.Contains(character) ? TermPlace.AfterWord : TermPlace.AfterOther;
        return new TermState(rest, place);
    }

    /// <summary>Whether the text may end here.</summary>
    public bool CanEnd(TermState state) => CanEnd(state.Rest, state.Place);

    bool CanEnd(Term term, TermPlace place)
    {
        if (term.IsPlain)
            return term.IsNullable;
        Enter();
        var can = term.Kind switch
        {
            TermKind.Choice => term.Parts.Any(part => CanEnd(part, place)),
            TermKind.Sequence or TermKind.Both => term.Parts.All(part => CanEnd(part, place)),
            TermKind.Not => !CanEnd(term.Parts[0], place),
            TermKind.Repeat => term.Least == 0 || CanEnd(term.Parts[0], place),
            TermKind.Look => CanEnd(term.Parts[0], place) != term.IsNegative,
            _ => term.Border switch
            {
                BorderKind.Start => place == TermPlace.Start,
                BorderKind.End => true,
                BorderKind.Word => place == TermPlace.AfterWord,
                _ => place != TermPlace.AfterWord,
            },
        };
        depth--;
        return can;
    }

    Term Derive(Term term, int character, TermPlace place)
    {
        if (term.IsPlain)
            return DerivePlain(term, character);
        Enter();
        var derived = term.Kind switch
        {
            TermKind.Choice => pool.Choice(term.Parts.Select(part => Derive(part, character, place))),
            TermKind.Both => pool.Both(term.Parts.Select(part => Derive(part, character, place))),
            TermKind.Not => pool.Not(Derive(term.Parts[0], character, place)),
            TermKind.Sequence => DeriveBefore(term.Parts[0], term.Parts[1], character, place),
            _ => DeriveBefore(term, pool.Empty, character, place),
        };
        depth--;
        return derived;
    }

    /// <summary>The derivative of a term that is followed by another.</summary>
    Term DeriveBefore(Term term, Term rest, int character, TermPlace place)
    {
        Enter();
        var derived = term.Kind switch
        {
            _ when term.IsPlain => pool.Choice(
                pool.Sequence(DerivePlain(term, character), rest),
                term.IsNullable ? Derive(rest, character, place) : pool.Nothing),
            TermKind.Choice => pool.Choice(term.Parts.Select(part => DeriveBefore(part, rest, character, place))),
            TermKind.Sequence => DeriveBefore(term.Parts[0], pool.Sequence(term.Parts[1], rest), character, place),
            TermKind.Repeat => DeriveRepeat(term, rest, character, place),
            TermKind.Look => DeriveLook(term, rest, character, place),
            _ => Holds(term.Border, character, place) ? Derive(rest, character, place) : pool.Nothing,
        };
        depth--;
        return derived;
    }

    Term DeriveRepeat(Term term, Term rest, int character, TermPlace place)
    {
        // Going round without reading a character adds nothing: the way back here is cut.
        if (!open.Add((term, rest)))
            return pool.Nothing;
        var (part, most) = (term.Parts[0], term.Most == int.MaxValue ? int.MaxValue : term.Most - 1);
        var again = DeriveBefore(part, pool.Sequence(pool.Repeat(part, Math.Max(0, term.Least - 1), most), rest), character, place);
        open.Remove((term, rest));
        return term.Least > 0 ? again : pool.Choice(again, Derive(rest, character, place));
    }

    Term DeriveLook(Term term, Term rest, int character, TermPlace place)
    {
        var ahead = Derive(term.Parts[0], character, place);
        return pool.Both(term.IsNegative ? pool.Not(ahead) : ahead, Derive(rest, character, place));
    }

    Term DerivePlain(Term term, int character)
    {
        if (term.Kind == TermKind.Character)
            return term.Set!.Contains(character) ? pool.Empty : pool.Nothing;
        if (plain.TryGetValue((term.Id, character), out var known))
            return known;
        Enter();
        var derived = term.Kind switch
        {
            TermKind.Sequence => pool.Choice(
                pool.Sequence(DerivePlain(term.Parts[0], character), term.Parts[1]),
                term.Parts[0].IsNullable ? DerivePlain(term.Parts[1], character) : pool.Nothing),
            TermKind.Choice => pool.Choice(term.Parts.Select(part => DerivePlain(part, character))),
            TermKind.Both => pool.Both(term.Parts.Select(part => DerivePlain(part, character))),
            TermKind.Not => pool.Not(DerivePlain(term.Parts[0], character)),
            TermKind.Repeat => pool.Sequence(
                DerivePlain(term.Parts[0], character),
                pool.Repeat(term.Parts[0], Math.Max(0, term.Least - 1), term.Most == int.MaxValue ? int.MaxValue : term.Most - 1)),
            _ => pool.Nothing,
        };
        depth--;
        plain.Add((term.Id, character), derived);
        return derived;
    }

    /// <summary>The term where the start of the text is no longer to be had.</summary>
    Term WithoutStart(Term term)
    {
        if (!term.HasStart)
            return term;
        if (afterStart.TryGetValue(term, out var known))
            return known;
        Enter();
        var parts = term.Parts.Select(WithoutStart).ToArray();
        var stripped = term.Kind switch
        {
            TermKind.Sequence => pool.Sequence(parts[0], parts[1]),
            TermKind.Choice => pool.Choice(parts),
            TermKind.Both => pool.Both(parts),
            TermKind.Not => pool.Not(parts[0]),
            TermKind.Repeat => pool.Repeat(parts[0], term.Least, term.Most),
            TermKind.Look => pool.Look(parts[0], term.IsNegative),
            _ => pool.Nothing,
        };
        depth--;
        afterStart.Add(term, stripped);
        return stripped;
    }

    static bool Holds(BorderKind border, int next, TermPlace place) => border switch
    {
        BorderKind.Start => place == TermPlace.Start,
        BorderKind.End => false,
        BorderKind.Word => (place == TermPlace.AfterWord) != CharacterClasses.Word.Contains(next),
        _ => (place == TermPlace.AfterWord) == CharacterClasses.Word.Contains(next),
    };

    void Enter()
    {
        budget.Spend(1);
        if (++depth > MaxDepth)
            throw new LanguageLimitException("its parts nest too deep to be followed; fewer optional parts in a row are allowed");
    }
}
