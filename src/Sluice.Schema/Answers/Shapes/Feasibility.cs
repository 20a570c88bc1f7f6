using Sluice.Schema.Answers.Strings;
using Sluice.Schema.Answers.Strings.Languages;
using Sluice.Schema.Grounding;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>
/// Which shapes can be filled at all, and how deep arrays and objects must at least nest to fill them. A property whose shape cannot be
/// filled must not be begun; a shape that must contain itself is found out here too, as one whose depth never settles.
/// Holds for one source text; a text without anything to quote makes verbatim strings impossible.
/// </summary>
internal sealed class Feasibility
{
    /// <summary>The depth of what cannot be filled.</summary>
    public const int Impossible = int.MaxValue / 2;

    readonly ShapeGraph graph;
    readonly int[] alternativeDepths;
    readonly int[] shapeDepths;
    readonly HashSet<Alternative> refused = [];

    /// <param name="source">The text that verbatim strings quote; null when there is none yet, and each is taken for possible.</param>
    public Feasibility(ShapeGraph graph, AnswerOptions options, SourceText? source)
    {
        (this.graph, Source, Options) = (graph, source, options);
        alternativeDepths = new int[graph.Alternatives.Length];
        shapeDepths = new int[graph.Shapes.Length];
        do
            Settle();
        while (RefuseScarce());
    }

    /// <summary>With as many levels as the settings allow, and more where the schema has no value with so few.</summary>
    public static Feasibility Of(ShapeGraph graph, AnswerOptions options, SourceText? source)
    {
        var found = new Feasibility(graph, options, source);
        var needed = found.DepthOf(graph.Root);
        return needed <= options.MaxDepth || needed == Impossible ? found : new Feasibility(graph, options with { MaxDepth = needed }, source);
    }

    public SourceText? Source { get; }

    public AnswerOptions Options { get; }

    /// <summary>The spans that a verbatim string may be in the text at hand.</summary>
    public SpanIndex IndexFor(VerbatimRule rule) => Options.AnyVerbatimCase ? Source!.IndexFor(rule) : Source!.ExactIndexFor(rule);

    /// <summary>Whether a verbatim string may have this character for a run of white space.</summary>
    public bool IsSpaceAllowed(int character) => character == ' ' || Options.AnyVerbatimCase;

    public int DepthOf(Alternative alternative) => alternativeDepths[alternative.Id];

    /// <summary>Levels of arrays and objects that the shallowest value of a shape has; <see cref="Impossible"/> when there is none.</summary>
    public int DepthOf(Shape shape) => shapeDepths[shape.Id];

    /// <summary>Finds the smallest depths that satisfy all shapes, beginning with the belief that nothing can be filled.</summary>
    void Settle()
    {
        Array.Fill(alternativeDepths, Impossible);
        Array.Fill(shapeDepths, Impossible);
        bool changed;
        do
        {
            changed = false;
            foreach (var alternative in Enumerable.Reverse(graph.Alternatives))
            {
                var depth = Math.Min(Impossible, refused.Contains(alternative) ? Impossible : Measure(alternative));
                changed |= depth < alternativeDepths[alternative.Id];
                alternativeDepths[alternative.Id] = depth;
            }

            foreach (var shape in graph.Shapes)
                shapeDepths[shape.Id] = shape.Alternatives.Select(DepthOf).DefaultIfEmpty(Impossible).Min();
        }
        while (changed);
    }

    int Measure(Alternative alternative) => alternative switch
    {
        NumberAlternative number => number.Numbers.IsEmpty ? Impossible : 0,
        StringAlternative text => StringChoice.CanBeFilled(text, this) ? 0 : Impossible,
        ArrayAlternative array => Measure(array),
        ObjectAlternative keyed => Measure(keyed),
        _ => 0,
    };

    /// <summary>Whether an array that makes demands can still be brought to an end.</summary>
    /// <param name="depth">Levels that its items may have.</param>
    public bool CanComplete(ArrayAlternative array, int length, ulong counts, int depth) =>
        array.Demands is not { } demands || demands.CanComplete(array, length, counts, shape => DepthOf(shape) <= depth);

    int Measure(ArrayAlternative array)
    {
        if (array.Demands is { } demands)
        {
            var depths = demands.AllWays.Select(way => DepthOf(way.Shape)).Where(own => own < Impossible).Append(0).Distinct().Order();
            return depths.Where(own => CanComplete(array, 0, 0, own)).Select(own => own + 1).FirstOrDefault(Impossible);
        }

        var depth = 0;
        for (var index = 0; index < Math.Min(array.MinItems, array.Prefix.Length + 1); index++)
            depth = Math.Max(depth, array.ShapeAt(index) is { } shape ? DepthOf(shape) : Impossible);
        return depth + 1;
    }

    /// <summary>The depth of a member that meets a demand; only classes whose keys never run out count.</summary>
    int Measure(ObjectAlternative keyed, KeyClasses witness) => Enumerable.Range(0, witness.Count)
        .Where(own => witness.IsNeverUsedUp(own, keyed.Properties.Length, keyed.MaxProperties)).Select(own => DepthOf(witness.ShapeOf(own))).DefaultIfEmpty(Impossible).Min();

    int Measure(ObjectAlternative keyed)
    {
        var required = keyed.Properties.Where(property => property.Required).Select(property => DepthOf(property.Shape)).ToList();
        if (required.Count + keyed.Witnesses.Length > keyed.MaxProperties)
            return Impossible;
        var depth = required.Concat(keyed.Witnesses.Select(witness => Measure(keyed, witness))).DefaultIfEmpty(0).Max();
        long missing = keyed.MinProperties - required.Count;
        foreach (var (own, count) in Optional(keyed).OrderBy(optional => optional.Depth))
        {
            if (missing <= 0)
                break;
            (depth, missing) = (Math.Max(depth, own), missing - count);
        }

        return missing > 0 ? Impossible : depth + 1;
    }

    /// <summary>The properties that need not come, by the depth of their values.</summary>
    IEnumerable<(int Depth, int Count)> Optional(ObjectAlternative keyed)
    {
        foreach (var property in keyed.Properties)
        {
            if (!property.Required)
                yield return (DepthOf(property.Shape), 1);
        }

        for (var own = 0; own < keyed.Others?.Count; own++)
            yield return (DepthOf(keyed.Others.ShapeOf(own)), keyed.CountOthers(own));
    }

    /// <summary>Takes out arrays of unique items that must have more items than there are different values, and whatever has only forbidden values.</summary>
    bool RefuseScarce()
    {
        var values = new ValueSource(this);
        var found = graph.Alternatives.Where(alternative => alternative is ArrayAlternative { Unique: true, MinItems: > 1 } or ArrayAlternative { Unique: true, Demands: not null } or { Except: not null })
            .Where(alternative => DepthOf(alternative) != Impossible && !refused.Contains(alternative))
            .Where(alternative => !values.HasOther(alternative, Options.MaxDepth, null) || alternative is ArrayAlternative { Unique: true } array && !HasEnough(values, array)).ToList();
        refused.UnionWith(found);
        return found.Count > 0;
    }

    /// <summary>Among unique items, those counted for a demand must not run out either. That is told for one demand, or where there is plenty of everything.</summary>
    bool HasEnough(ValueSource values, ArrayAlternative array, ItemDemands demands)
    {
        const int Plenty = 1_000;
        var ways = demands.AllWays.Where(way => DepthOf(way.Shape) < Options.MaxDepth).ToList();
        if (ways.TrueForAll(way => values.HasAtLeast(way.Shape, Options.MaxDepth - 1, array.MinItems + Plenty)))
            return true;
        if (demands is not { All: [{ Max: int.MaxValue } demand], PrefixLength: 0 })
            throw new UnsupportedSchemaException($"{demands.All[0].Node.Path}/{demands.All[0].Keyword}", demands.All[0].Keyword, $"\"{demands.All[0].Keyword}\" is not supported here: beside \"uniqueItems\" the items that fit might run out");
        return ways.TrueForAll(way => values.HasAtLeast(way.Shape, Options.MaxDepth - 1, way.Counted == 0 ? array.MinItems : demand.Min));
    }

    bool HasEnough(ValueSource values, ArrayAlternative array)
    {
        if (array.Demands is { } demands)
            return HasEnough(values, array, demands);
        for (var index = 0; index < Math.Min(array.MinItems, array.Prefix.Length + 1); index++)
        {
            if (!values.HasAtLeast(array.ShapeAt(index)!, Options.MaxDepth - 1, array.MinItems))
                return false;
        }

        return true;
    }
}
