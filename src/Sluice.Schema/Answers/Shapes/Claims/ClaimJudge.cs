using Sluice.Schema.Answers.Numbers;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>
/// Says of claims whether they follow from what a branch has taken, or contradict it. It need not see every case: a claim left open costs
/// a branch more, never a wrong answer.
/// </summary>
internal sealed class ClaimJudge(ClaimTable claims, Refuter refuter, int depth)
{
    const int MaxPeeks = 6; // schemas within schemas looked into before a claim is taken

    public ClaimStatus StatusOf(Branch branch, IReadOnlyList<Claim> choice, int peeks = MaxPeeks)
    {
        var all = ClaimStatus.Met;
        foreach (var claim in choice)
        {
            claims.Budget.Spend(1);
            switch (branch.Has(claim) ? ClaimStatus.Met : StatusOf(branch, claim, peeks))
            {
                case ClaimStatus.Broken:
                    return ClaimStatus.Broken;
                case ClaimStatus.Open:
                    all = ClaimStatus.Open;
                    break;
            }
        }

        return all;
    }

    /// <summary>A choice as the branch bears it: a member whose value cannot be is one that is missing.</summary>
    public IReadOnlyList<Claim> Sharpen(Branch branch, IReadOnlyList<Claim> choice) =>
        choice is [MemberClaim member] && refuter.Refutes([.. branch.MemberClaims(member.Name), member.Value], depth) ? [new LacksKey(member.Name)] : choice;

    ClaimStatus StatusOf(Branch branch, Claim claim, int peeks) => claim switch
    {
        SchemaClaim schema => StatusOf(branch, schema, peeks),
        SizeClaim size => StatusOf(branch, size),
        BoundsClaim bounds => StatusOf(branch, bounds),
        NoMultiple none => branch.Bounds.Steps.Any(step => step.IsMultipleOf(none.Step)) ? ClaimStatus.Broken : ClaimStatus.Open,
        NotWrittenWhole => branch.Nodes.Exists(KindTypes.AsksForWrittenIntegers) ? ClaimStatus.Broken : ClaimStatus.Open,
        PatternMissed missed => branch.Nodes.Any(node => node.Pattern?.Source == missed.Node.Pattern!.Source) ? ClaimStatus.Broken : ClaimStatus.Open,
        FormatMissed missed => branch.Nodes.Any(node => node.AssertsFormat && node.Format == missed.Node.Format) ? ClaimStatus.Broken : ClaimStatus.Open,
        HasKey key => branch.Required.Contains(key.Name) ? ClaimStatus.Met : branch.MayHave(key.Name) ? ClaimStatus.Open : ClaimStatus.Broken,
        LacksKey key => branch.Required.Contains(key.Name) ? ClaimStatus.Broken : branch.MayHave(key.Name) ? ClaimStatus.Open : ClaimStatus.Met,
        MemberClaim member => StatusOf(branch, member),
        SomeMember some => StatusOf(branch, some),
        ItemClaim item => StatusOf(branch.ItemClaims(Math.Min(item.Index, branch.PrefixLength)), item.Value, branch.MinSize > item.Index, branch.MaxSize > item.Index),
        ItemCount { Min: 1, Max: int.MaxValue } some => StatusOf(branch, some),
        _ => ClaimStatus.Open,
    };

    ClaimStatus StatusOf(Branch branch, SchemaClaim claim, int peeks)
    {
        if (branch.Has(claim.Opposite) || claims.MeaningOf(claim, branch.Kind) is not { } meaning)
            return ClaimStatus.Broken;
        if (peeks == 0 || meaning.All.Any(part => part is OwnKeywords { Node: var node } && NamedByNode.Names(node)))
            return ClaimStatus.Open;
        var all = StatusOf(branch, [.. meaning.All.Where(part => part is not OwnKeywords)], peeks - 1);
        if (meaning.All.Any(part => part is OwnKeywords && !branch.Has(part)) && all == ClaimStatus.Met)
            all = ClaimStatus.Open;
        foreach (var clause in meaning.Any)
        {
            var status = StatusOf(branch, clause, peeks - 1);
            all = status == ClaimStatus.Broken ? ClaimStatus.Broken : status == ClaimStatus.Open && all == ClaimStatus.Met ? ClaimStatus.Open : all;
            if (all == ClaimStatus.Broken)
                return all;
        }

        return all;
    }

    ClaimStatus StatusOf(Branch branch, Clause clause, int peeks)
    {
        var any = ClaimStatus.Broken;
        foreach (var choice in clause.Choices)
        {
            switch (StatusOf(branch, choice, peeks))
            {
                case ClaimStatus.Met:
                    return ClaimStatus.Met;
                case ClaimStatus.Open:
                    any = ClaimStatus.Open;
                    break;
            }
        }

        return any;
    }

    static ClaimStatus StatusOf(Branch branch, SizeClaim size)
    {
        var least = Math.Max(branch.MinSize, branch.Required.Count);
        return least > size.Max || branch.MaxSize < size.Min ? ClaimStatus.Broken
            : least >= size.Min && branch.MaxSize <= size.Max ? ClaimStatus.Met : ClaimStatus.Open;
    }

    static ClaimStatus StatusOf(Branch branch, BoundsClaim claim)
    {
        var both = branch.Bounds.And(claim.Bounds);
        return both == branch.Bounds ? ClaimStatus.Met : new NumberRange(both).IsEmpty ? ClaimStatus.Broken : ClaimStatus.Open;
    }

    ClaimStatus StatusOf(Branch branch, MemberClaim member) =>
        StatusOf(branch.MemberClaims(member.Name), member.Value, branch.Required.Contains(member.Name), branch.MayHave(member.Name));

    /// <param name="mustCome">Whether there is such a value for sure.</param>
    /// <param name="mayCome">Whether there may be one.</param>
    ClaimStatus StatusOf(IEnumerable<SchemaClaim> known, SchemaClaim wanted, bool mustCome, bool mayCome)
    {
        if (!mayCome)
            return ClaimStatus.Met;
        var together = known.ToList();
        if (together.Contains(wanted) || refuter.Refutes([.. together, wanted.Opposite], depth))
            return ClaimStatus.Met;
        return mustCome && refuter.Refutes([.. together, wanted], depth) ? ClaimStatus.Broken : ClaimStatus.Open;
    }

    ClaimStatus StatusOf(Branch branch, SomeMember some)
    {
        foreach (var name in branch.Required)
        {
            if (MemberSchemas.Includes(some.Keys, name) && (some.Value is null || refuter.Refutes([.. branch.MemberClaims(name), some.Value.Opposite], depth)))
                return ClaimStatus.Met;
        }

        var closed = branch.Nodes.Find(node => node is { AdditionalProperties.Always: false, PatternProperties: null or { Count: 0 } });
        if (closed is null)
            return ClaimStatus.Open;
        var names = closed.Properties?.Select(property => property.Key) ?? [];
        return names.Any(name => MemberSchemas.Includes(some.Keys, name) && branch.MayHave(name) && (some.Value is null || !refuter.Refutes([.. branch.MemberClaims(name), some.Value], depth)))
            ? ClaimStatus.Open : ClaimStatus.Broken;
    }

    ClaimStatus StatusOf(Branch branch, ItemCount some)
    {
        if (branch.MaxSize <= some.From)
            return ClaimStatus.Broken;
        var last = Math.Max(some.From, branch.PrefixLength); // stands for all behind it
        for (var index = some.From; index <= last && index < branch.MinSize; index++)
        {
            if (refuter.Refutes([.. branch.ItemClaims(index), some.Value.Opposite], depth))
                return ClaimStatus.Met;
        }

        for (var index = some.From; index <= last && index < branch.MaxSize; index++)
        {
            if (!refuter.Refutes([.. branch.ItemClaims(index), some.Value], depth))
                return ClaimStatus.Open;
        }

        return ClaimStatus.Broken;
    }
}
