using Sluice.Schema.Answers.Numbers;
using Sluice.Schema.Loading;
using Sluice.Schema.Validation.Formats;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>What it comes to that a schema refuses a value of some type: at least one of its keywords is violated.</summary>
internal sealed class Denial(ClaimTable claims)
{
    public Meaning? Of(SchemaNode node, AlternativeKind kind)
    {
        if (node.Always is { } always)
            return always ? Meaning.Impossible : Meaning.Nothing;
        if (!KindTypes.Admits(node, kind) || NamedByNode.Names(node) && !NamedByNode.Of(node, kind).Any())
            return Meaning.Nothing;
        var ways = new List<IReadOnlyList<Claim>>();
        if (NamedByNode.Names(node))
            ways.Add([new OtherThanNamed(node)]);
        ways.AddRange(kind switch
        {
            AlternativeKind.Number => Numbers(node),
            AlternativeKind.String => Strings(node),
            AlternativeKind.Array => new ArrayDenial(claims).Ways(node),
            AlternativeKind.Object => new ObjectDenial(claims).Ways(node),
            _ => [],
        });
        ways.AddRange(Combinators(node, kind));
        if (claims.Unevaluated.Missed(node, kind) is { } missed)
            ways.Add([missed, claims.Says(missed.Bare)]);
        return ways.Count switch
        {
            0 => Meaning.Impossible,
            1 => new Meaning(ways[0], []),
            _ => new Meaning([], [new Clause(node, "not", ways)]),
        };
    }

    IEnumerable<IReadOnlyList<Claim>> Combinators(SchemaNode node, AlternativeKind kind)
    {
        if (node.Ref is { } target)
            yield return [claims.Denies(target)];
        if (node.DynamicRef is { } dynamic)
            yield return [claims.Denies(dynamic.Target)];
        foreach (var part in node.AllOf ?? [])
            yield return [claims.Denies(part)];
        if (node.Not is { } not)
            yield return [claims.Says(not)];
        if (node.AnyOf is { } choices)
            yield return [.. choices.Select(claims.Denies)];
        if (node.OneOf is { } one)
        {
            yield return [.. one.Select(claims.Denies)];
            var rivals = kind == AlternativeKind.Object ? ToldApart.Rivals(one) : null;
            for (var first = 0; first < one.Count; first++)
            {
                foreach (var second in rivals?[first].Where(other => other > first) ?? Enumerable.Range(first + 1, one.Count - first - 1))
                    yield return [claims.Says(one[first]), claims.Says(one[second])];
            }
        }

        if (node is { If: { } condition, Then: { } then })
            yield return [claims.Says(condition), claims.Denies(then)];
        if (node is { If: { } other, Else: { } otherwise })
            yield return [claims.Denies(other), claims.Denies(otherwise)];
    }

    static IEnumerable<IReadOnlyList<Claim>> Numbers(SchemaNode node)
    {
        if (KindTypes.AsksForIntegers(node))
            yield return [node.IntegersAreWritten ? new NotWrittenWhole(node) : new NoMultiple(DecimalUnits.One, node, "type")];
        if (node.Minimum is { } minimum)
            yield return [new BoundsClaim(new NumberBounds().To(NumberReading.Figure(node, "minimum", minimum), open: true))];
        if (node.ExclusiveMinimum is { } above)
            yield return [new BoundsClaim(new NumberBounds().To(NumberReading.Figure(node, "exclusiveMinimum", above), open: false))];
        if (node.Maximum is { } maximum)
            yield return [new BoundsClaim(new NumberBounds().From(NumberReading.Figure(node, "maximum", maximum), open: true))];
        if (node.ExclusiveMaximum is { } below)
            yield return [new BoundsClaim(new NumberBounds().From(NumberReading.Figure(node, "exclusiveMaximum", below), open: false))];
        if (node.MultipleOf is { } step)
            yield return [new NoMultiple(NumberReading.Figure(node, "multipleOf", step), node, "multipleOf")];
    }

    static IEnumerable<IReadOnlyList<Claim>> Strings(SchemaNode node)
    {
        foreach (var size in Outside(node.MinLength, node.MaxLength))
            yield return [size];
        if (node.Pattern is not null)
            yield return [new PatternMissed(node)];
        if (node is { AssertsFormat: true, Format: { } format } && FormatTable.Find(format) is not null)
            yield return [new FormatMissed(node)];
    }

    /// <summary>The sizes that two bounds forbid.</summary>
    public static IEnumerable<SizeClaim> Outside(int? min, int? max)
    {
        if (min > 0)
            yield return new SizeClaim(0, min.Value - 1);
        if (max < int.MaxValue)
            yield return new SizeClaim(max.Value + 1, int.MaxValue);
    }
}
