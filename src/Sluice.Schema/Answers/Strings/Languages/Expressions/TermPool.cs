using Sluice.Schema.Patterns;

namespace Sluice.Schema.Answers.Strings.Languages.Expressions;

/// <summary>Makes terms, equal ones once, and in forms simple enough that only finitely many can come out of one expression.</summary>
internal sealed class TermPool
{
    readonly LanguageBudget budget;
    readonly Dictionary<TermKey, Term> terms = [];
    readonly List<CodePointSet> sets = [];

    public TermPool(LanguageBudget budget)
    {
        this.budget = budget;
        Nothing = Add(new TermKey(TermKind.Nothing), id => new Term(id, TermKind.Nothing) { IsPlain = true });
        Empty = Add(new TermKey(TermKind.Empty), id => new Term(id, TermKind.Empty) { IsPlain = true, IsNullable = true });
        Anything = Repeat(Character(CodePointSet.All), 0, int.MaxValue);
    }

    public Term Nothing { get; }

    public Term Empty { get; }

    /// <summary>All strings.</summary>
    public Term Anything { get; }

    /// <summary>The sets of characters that terms name.</summary>
    public IReadOnlyList<CodePointSet> Sets => sets;

    public Term Character(CodePointSet set)
    {
        if (set.IsEmpty)
            return Nothing;
        var number = sets.FindIndex(other => other.Ranges.SequenceEqual(set.Ranges));
        if (number < 0)
        {
            number = sets.Count;
            sets.Add(set);
        }

        return Add(new TermKey(TermKind.Character, Least: number), id => new Term(id, TermKind.Character) { Set = sets[number], IsPlain = true });
    }

    public Term Sequence(Term first, Term second)
    {
        if (first == Nothing || second == Nothing)
            return Nothing;
        if (first == Empty)
            return second;
        if (second == Empty)
            return first;
        return Add(new TermKey(TermKind.Sequence, [first.Id, second.Id]), id => new Term(id, TermKind.Sequence)
        {
            Parts = [first, second],
            IsPlain = first.IsPlain && second.IsPlain,
            IsNullable = first.IsNullable && second.IsNullable,
            HasStart = first.HasStart || second.HasStart,
            HasWord = first.HasWord || second.HasWord,
        });
    }

    public Term Choice(params IEnumerable<Term> options) => Join(TermKind.Choice, options, neutral: Nothing, absorbing: Anything);

    public Term Both(params IEnumerable<Term> parts) => Join(TermKind.Both, parts, neutral: Anything, absorbing: Nothing);

    public Term Not(Term part)
    {
        if (part == Nothing)
            return Anything;
        if (part == Anything)
            return Nothing;
        if (part.Kind == TermKind.Not)
            return part.Parts[0];
        return Add(new TermKey(TermKind.Not, [part.Id]), id => new Term(id, TermKind.Not)
        {
            Parts = [part],
            IsPlain = part.IsPlain,
            IsNullable = !part.IsNullable,
            HasStart = part.HasStart,
            HasWord = part.HasWord,
        });
    }

    public Term Repeat(Term part, int least, int most)
    {
        if (most == 0 || part == Empty || part == Nothing && least == 0)
            return Empty;
        if (part == Nothing)
            return Nothing;
        if (least == 1 && most == 1)
            return part;
        if (part.IsPlain && part.IsNullable)
            least = 0; // the empty string is as good as any number of times
        if (part is { Kind: TermKind.Repeat, Least: 0, Most: int.MaxValue })
            return part;
        return Add(new TermKey(TermKind.Repeat, [part.Id], least, most), id => new Term(id, TermKind.Repeat)
        {
            Parts = [part],
            Least = least,
            Most = most,
            IsPlain = part.IsPlain,
            IsNullable = least == 0 || part.IsNullable,
            HasStart = part.HasStart,
            HasWord = part.HasWord,
        });
    }

    public Term Border(BorderKind kind) => Add(new TermKey(TermKind.Border, Least: (int)kind), id => new Term(id, TermKind.Border)
    {
        Border = kind,
        HasStart = kind == BorderKind.Start,
        HasWord = kind is BorderKind.Word or BorderKind.NotWord,
    });

    /// <param name="part">What the rest of the text must, or must not, be.</param>
    public Term Look(Term part, bool negative) => Add(new TermKey(TermKind.Look, [part.Id], negative ? 1 : 0), id => new Term(id, TermKind.Look)
    {
        Parts = [part],
        IsNegative = negative,
        HasStart = part.HasStart,
        HasWord = part.HasWord,
    });

    Term Join(TermKind kind, IEnumerable<Term> parts, Term neutral, Term absorbing)
    {
        var all = new List<Term>();
        foreach (var part in parts)
        {
            if (part == absorbing)
                return absorbing;
            if (part.Kind == kind)
                all.AddRange(part.Parts);
            else if (part != neutral)
                all.Add(part);
        }

        if (all.Count < 2)
            return all.Count == 0 ? neutral : all[0];
        budget.Spend(all.Count);
        all.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        var count = 1;
        for (var index = 1; index < all.Count; index++)
        {
            if (all[index] != all[count - 1])
                all[count++] = all[index];
        }

        all.RemoveRange(count, all.Count - count);
        if (count == 1)
            return all[0];
        Term[] sorted = [.. all];
        return Add(new TermKey(kind, Array.ConvertAll(sorted, static part => part.Id)), id => new Term(id, kind)
        {
            Parts = sorted,
            IsPlain = sorted.All(part => part.IsPlain),
            IsNullable = kind == TermKind.Choice ? sorted.Any(part => part.IsNullable) : sorted.All(part => part.IsNullable),
            HasStart = sorted.Any(part => part.HasStart),
            HasWord = sorted.Any(part => part.HasWord),
        });
    }

    Term Add(TermKey key, Func<int, Term> make)
    {
        budget.Spend(1);
        if (!terms.TryGetValue(key, out var term))
            terms.Add(key, term = make(terms.Count));
        return term;
    }

    /// <summary>What makes two terms the same.</summary>
    readonly record struct TermKey(TermKind Kind, int[]? Parts = null, int Least = 0, int Most = 0)
    {
        public bool Equals(TermKey other) =>
            Kind == other.Kind && Least == other.Least && Most == other.Most && Parts.AsSpan().SequenceEqual(other.Parts);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add((int)Kind);
            hash.Add(Least);
            hash.Add(Most);
            foreach (var part in Parts ?? [])
                hash.Add(part);
            return hash.ToHashCode();
        }
    }
}
