namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>
/// Multiplies out claims that hold at one place together, for values of one type: what follows without a choice first, then the clause
/// with the fewest choices left. A choice that contradicts is dropped before it can multiply with others; where the opposite of a choice
/// can be said, the choices after it say it, so that branches do not overlap.
/// </summary>
/// <param name="depth">How deep into members and items contradictions are looked for.</param>
/// <param name="limit">Branches tried at most.</param>
internal sealed class BranchExpander(ClaimTable claims, Refuter refuter, int depth, int limit)
{
    readonly ClaimJudge judge = new(claims, refuter, depth);
    readonly List<Branch> found = [];
    readonly HashSet<Branch> distinct = new(BranchLikeness.Comparer);
    int tried;

    /// <summary>The clause at which the limit was reached, or the budget of the whole compilation; null when all branches have been found.</summary>
    public Clause? TooMany { get; private set; }

    public IReadOnlyList<Branch> Expand(IEnumerable<SchemaClaim> together, AlternativeKind kind)
    {
        var start = new Branch(claims, kind);
        if (together.All(start.TryTake))
            Search(start);
        return found;
    }

    void Search(Branch branch)
    {
        while (branch.Naming is null && branch.Open.Count > 0)
        {
            if (!TryPropagate(branch))
                return;
            if (branch.Naming is not null || branch.Open.Count == 0)
                break;
            if (!TryChoose(branch))
                return;
        }

        if (branch.Naming is not null || !IsRefuted(branch) && distinct.Add(branch))
            found.Add(branch);
    }

    /// <summary>Takes what is no choice any more, until nothing follows; false on a contradiction.</summary>
    bool TryPropagate(Branch branch)
    {
        for (var index = 0; index < branch.Open.Count;)
        {
            var clause = branch.Open[index];
            var left = Left(branch, clause, out var isMet);
            if (claims.Budget.IsSpent)
            {
                TooMany ??= clause;
                return false;
            }

            if (isMet)
            {
                branch.Open.RemoveAt(index);
                if (!claims.Unevaluated.IsEmpty && !left[0].All(branch.TryTake))
                    return false;
                continue;
            }

            if (left.Count == 0)
                return false;
            if (left.Count > 1)
            {
                branch.Open[index++] = left.SequenceEqual(clause.Choices) ? clause : clause with { Choices = left };
                continue;
            }

            branch.Open.RemoveAt(index);
            if (!left[0].All(branch.TryTake))
                return false;
            if (branch.Naming is not null)
                return true;
            index = 0; // clauses passed by may have been decided
        }

        return true;
    }

    /// <param name="isMet">Whether a choice holds already; it is then the only one left.</param>
    List<IReadOnlyList<Claim>> Left(Branch branch, Clause clause, out bool isMet)
    {
        var left = new List<IReadOnlyList<Claim>>();
        isMet = false;
        foreach (var choice in clause.Choices)
        {
            if (claims.Budget.IsSpent)
                break;
            switch (judge.StatusOf(branch, choice))
            {
                case ClaimStatus.Met:
                    isMet = true;
                    return [choice];
                case ClaimStatus.Open:
                    left.Add(judge.Sharpen(branch, choice));
                    break;
            }
        }

        return left;
    }

    /// <summary>Searches all choices but the last of the narrowest clause, and takes that; false when there is nothing to go on with.</summary>
    bool TryChoose(Branch branch)
    {
        var clause = branch.Open.MinBy(open => open.Choices.Count)!;
        branch.Open.Remove(clause);
        for (var index = 0; index < clause.Choices.Count; index++)
        {
            if (++tried > limit || claims.Budget.IsSpent)
            {
                TooMany ??= clause;
                return false;
            }

            var choice = clause.Choices[index];
            if (index == clause.Choices.Count - 1)
                return choice.All(branch.TryTake);
            var copy = branch.Copy();
            claims.Budget.Spend(copy.Size);
            if (choice.All(copy.TryTake))
                Search(copy);
            if (TooMany is not null || !OppositeOf(choice).All(branch.TryTake))
                return false;
        }

        return false;
    }

    /// <summary>The claims that say that a choice is not taken; none when it takes a choice to say it.</summary>
    static Claim[] OppositeOf(IReadOnlyList<Claim> choice) => choice switch
    {
        [HasKey key] => [new LacksKey(key.Name)],
        [LacksKey key] => [new HasKey(key.Name)],
        [MemberClaim member] => [new HasKey(member.Name), member with { Value = member.Value.Opposite }],
        [HasKey, MemberClaim member] => [member with { Value = member.Value.Opposite }],
        [SizeClaim { Min: 0 } size] => [new SizeClaim(size.Max + 1, int.MaxValue)],
        [SizeClaim { Max: int.MaxValue } size] => [new SizeClaim(0, size.Min - 1)],
        _ => [],
    };

    /// <summary>Whether a required member cannot be; of no use where there is only one way and nobody but the answer asks.</summary>
    bool IsRefuted(Branch branch) => (tried > 0 || depth < Refuter.Depth)
        && branch.Required.Any(name => refuter.Refutes([.. branch.MemberClaims(name)], depth));
}
