using Sluice.Schema.Answers.Numbers;
using Sluice.Schema.Answers.Running;
using Sluice.Schema.Answers.Shapes.Claims;
using Sluice.Schema.Answers.Shapes.Claims.Unevaluated;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>Turns a branch, whose claims must all hold, into alternatives.</summary>
internal sealed class BranchReader(ShapeCompiler compiler, Branch whole)
{
    readonly List<SchemaNode> branch = whole.Nodes;

    /// <summary>What is asked of strings at a place: the beginning of a line is the stricter rule.</summary>
    public static VerbatimRule? VerbatimOf(IReadOnlyList<SchemaNode> branch) =>
        branch.Select(node => node.Verbatim).Aggregate((VerbatimRule?)null, (both, rule) => rule is null ? both : both?.And(rule) ?? rule);

    /// <summary>None when nothing fits.</summary>
    public IEnumerable<Alternative> Alternatives()
    {
        if (whole.Facts.OfType<UnsupportedClaim>().FirstOrDefault() is { } beyond)
            throw beyond.Refusal();
        if (!compiler.Claims.Unevaluated.IsEmpty && !new UnevaluatedRules(compiler.Claims, whole).TryAdd())
            return [];
        return whole.Kind == AlternativeKind.Object ? new ObjectReader(compiler, Except()).Read(whole)
            : Alternative() is { } single ? [single] : [];
    }

    Alternative? Alternative() => whole.Kind switch
    {
        AlternativeKind.Number => Numbers(),
        AlternativeKind.String => Strings(),
        _ => Arrays(),
    };

    NumberAlternative? Numbers()
    {
        // Draft 4 tells integers by how they are written; as many digits as figures may have are enough for any that somebody else wrote.
        NumberSet numbers = !compiler.Options.AnyNumberNotation ? new PlainNumberRange(whole.Bounds)
            : branch.Exists(KindTypes.AsksForWrittenIntegers) ? new PlainNumberRange(whole.Bounds, NumberRange.MaxPlaces)
            : new NumberRange(whole.Bounds);
        var without = whole.Facts.OfType<NoMultiple>().Select(fact => fact.Step).Distinct().ToList();
        if (whole.Facts.Exists(fact => fact is NotWrittenWhole))
        {
            if (branch.Exists(KindTypes.AsksForWrittenIntegers))
                return null;
            if (compiler.Options.AnyNumberNotation)
                numbers = new NumbersWithMark(numbers);
            else if (!without.Contains(DecimalUnits.One))
                without.Add(DecimalUnits.One);
        }

        if (without.Count > 0)
            numbers = new NumbersBetweenMultiples(numbers, without, isDense: whole.Bounds.Steps.Count == 0 && compiler.Options.AnyNumberNotation);
        return numbers.IsEmpty ? null : new NumberAlternative(numbers) { Except = Except() };
    }

    StringAlternative? Strings() => compiler.Strings.Read(whole);

    ArrayAlternative Arrays()
    {
        var rest = whole.ItemClaims(int.MaxValue).ToList();
        return new ArrayAlternative
        {
            Prefix = [.. Enumerable.Range(0, whole.PrefixLength).Select(index => compiler.ShapeOf(whole.ItemClaims(index)))],
            Rest = rest.Exists(claim => claim.Node.Always == !claim.Holds) ? null : compiler.ShapeOf(rest),
            MinItems = whole.MinSize,
            MaxItems = whole.MaxSize,
            Unique = branch.Exists(node => node.UniqueItems),
            Demands = new ItemDemandReader(compiler, whole).Read(),
            Except = Except(),
        };
    }

    /// <summary>The values that are named as forbidden; null when there are none.</summary>
    SeenValues? Except() =>
        SeenValues.Of(whole.Facts.OfType<OtherThanNamed>().SelectMany(fact => NamedByNode.Of(fact.Node, whole.Kind)).Select(value => new KnownValue(value)).Distinct());
}
