using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Sluice.Schema.Answers.Numbers;
using Sluice.Schema.Answers.Running;
using Sluice.Schema.Answers.Strings;
using Sluice.Schema.Answers.Strings.Languages;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>
/// Lists the values of a shape, shallow ones first, as JSON texts. The lists may be endless, and name a value twice where alternatives
/// overlap; they are read only as far as it takes to find one value that has not been used.
/// </summary>
internal sealed class ValueSource
{
    const int CountLimit = 100_000; // values listed one by one to see whether there are enough

    readonly Feasibility feasibility;
    readonly ArrayLengths lengths;

    public ValueSource(Feasibility feasibility) => (this.feasibility, lengths) = (feasibility, new ArrayLengths(feasibility, this));

    /// <summary>Whether a shape has so many different values, nested at most so deep.</summary>
    public bool HasAtLeast(Shape shape, int depth, int count) =>
        shape.Alternatives.Any(alternative => feasibility.DepthOf(alternative) <= depth && HasPlenty(alternative, count, 3))
        || count <= CountLimit && Values(shape, depth).Select(KnownValue.Parse).Distinct().Take(count).Count() == count;

    /// <summary>Whether a shape has a value that is not among those to avoid.</summary>
    public bool HasOther(Shape shape, int depth, SeenValues? avoid)
    {
        foreach (var alternative in shape.Alternatives)
        {
            if (HasOther(alternative, depth, avoid))
                return true;
        }

        return false;
    }

    public bool HasOther(Alternative alternative, int depth, SeenValues? avoid) =>
        feasibility.DepthOf(alternative) <= depth
        && (avoid is null && alternative.Except is null || HasPlenty(alternative, (avoid?.Count ?? 0) + 1, 3)
            || alternative is ArrayAlternative array && lengths.CanOutgrow(array, 0, 0, avoid, depth) || Values(alternative, depth).Any(text => avoid?.Contains(KnownValue.Parse(text)) != true));

    /// <summary>Ways to complete an object: all its values that have the members written and, of those not yet, some.</summary>
    /// <param name="members">The members written, as JSON.</param>
    public IEnumerable<string> Completions(ObjectAlternative keyed, ObjectProgress progress, IReadOnlyList<string> members, int depth) =>
        Completions(keyed, progress, members, 0, depth);

    /// <summary>Whether an array can be completed to something that is not to be avoided.</summary>
    /// <param name="items">The items written, as JSON.</param>
    /// <param name="seen">The same, where they must differ.</param>
    /// <param name="counts">How many of them are counted for its demands.</param>
    public bool HasOtherCompletion(ArrayAlternative array, IReadOnlyList<string> items, SeenValues? seen, ulong counts, SeenValues avoid, int depth) =>
        lengths.CanOutgrow(array, items.Count, counts, avoid, depth)
        || Completions(array, items, seen, counts, depth).Any(text => !avoid.Contains(KnownValue.Parse(text)));

    /// <summary>Ways to complete an array.</summary>
    IEnumerable<string> Completions(ArrayAlternative array, IReadOnlyList<string> items, SeenValues? seen, ulong counts, int depth)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            yield break; // longer than anything that is asked about
        if (items.Count >= array.MinItems && array.Demands?.AreMet(counts) != false)
            yield return $"[{string.Join(',', items)}]";
        foreach (var (shape, after) in Ways(array, items.Count, counts, depth - 1))
        {
            foreach (var value in Values(shape, depth - 1))
            {
                var known = array.Unique ? KnownValue.Parse(value) : null;
                if (known is not null && seen?.Contains(known) == true)
                    continue;
                foreach (var longer in Completions(array, [.. items, value], known is null ? null : new SeenValues(known, seen), after, depth))
                    yield return longer;
            }
        }
    }

    /// <summary>What the next item may be, with the counts after it.</summary>
    IEnumerable<(Shape Shape, ulong Counts)> Ways(ArrayAlternative array, int index, ulong counts, int depth)
    {
        if (array.ShapeAt(index) is not { } shape)
            return [];
        if (array.Demands is not { } demands)
            return [(shape, 0)];
        return demands.WaysAt(index).Select(way => (way.Shape, Counts: demands.Add(counts, way.Counted)))
            .Where(way => way.Counts is { } after && feasibility.CanComplete(array, index + 1, after, depth))
            .OrderByDescending(way => way.Counts != counts) // what brings the demands further first, or they would never be met
            .Select(way => (way.Shape, way.Counts!.Value));
    }

    /// <summary>The values of a shape, nested at most so deep.</summary>
    public IEnumerable<string> Values(Shape shape, int depth) => shape.Alternatives
        .Where(alternative => feasibility.DepthOf(alternative) <= depth)
        .OrderBy(feasibility.DepthOf)
        .SelectMany(alternative => Values(alternative, depth));

    IEnumerable<string> Values(Alternative alternative, int depth) => alternative.Except is { } except
        ? AllValues(alternative, depth).Where(text => !except.Contains(KnownValue.Parse(text)))
        : AllValues(alternative, depth);

    IEnumerable<string> AllValues(Alternative alternative, int depth) => alternative switch
    {
        NumberAlternative number => number.Numbers.Reachable([]).Select(value => Encoding.ASCII.GetString(NumberList.Write(value))),
        StringAlternative text => StringChoice.Values(text, feasibility).Select(value => JsonSerializer.Serialize(value, SchemaText.Default.String)),
        ArrayAlternative array => Completions(array, [], null, 0, depth),
        ObjectAlternative keyed => Completions(keyed, default, [], 0, depth),
        _ => [alternative.Kind.ToString().ToLowerInvariant()],
    };

    IEnumerable<string> Completions(ObjectAlternative keyed, ObjectProgress progress, IReadOnlyList<string> members, int from, int depth)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            yield break;
        while (from < keyed.Properties.Length && !MayCome(keyed, progress, from, depth))
            from++;
        if (from == keyed.Properties.Length)
        {
            foreach (var whole in WithOthers(keyed, progress.Count, progress.Witnessed, members, 0, depth))
                yield return whole;
            yield break;
        }

        if (!CanCount(keyed, progress, from, depth))
            yield break;
        var property = keyed.Properties[from];
        if (!property.Required)
        {
            foreach (var shorter in Completions(keyed, progress, members, from + 1, depth))
                yield return shorter;
        }

        if (progress.Count >= keyed.MaxProperties)
            yield break;
        foreach (var value in Values(property.Shape, depth - 1))
        {
            foreach (var longer in Completions(keyed, progress.With(from), [.. members, Member(property.Name, value)], from + 1, depth))
                yield return longer;
        }
    }

    /// <summary>Whether the properties from a place on can bring the object to a number that is allowed; without this, lists of many properties would be tried in vain.</summary>
    bool CanCount(ObjectAlternative keyed, ObjectProgress progress, int from, int depth)
    {
        var (required, possible) = (keyed.CountUnmet(progress.Witnessed), HasOthers(keyed, depth) ? keyed.MinProperties : 0);
        for (var index = from; index < keyed.Properties.Length; index++)
        {
            possible += MayCome(keyed, progress, index, depth) ? 1 : 0;
            required += keyed.Properties[index].Required && !progress.Taken.Has(index) ? 1 : 0;
        }

        return progress.Count + required <= keyed.MaxProperties && progress.Count + possible >= keyed.MinProperties;
    }

    bool MayCome(ObjectAlternative keyed, ObjectProgress progress, int index, int depth) =>
        !progress.Taken.Has(index) && (feasibility.Options.AnyPropertyOrder || index > progress.Last) && feasibility.DepthOf(keyed.Properties[index].Shape) < depth;

    IEnumerable<string> WithOthers(ObjectAlternative keyed, int count, uint witnessed, IReadOnlyList<string> members, int serial, int depth)
    {
        if (keyed.CountUnmet(witnessed) > 0)
        {
            foreach (var longer in WithWitness(keyed, count, witnessed, members, depth))
                yield return longer;
            yield break;
        }

        if (count >= keyed.MinProperties && count <= keyed.MaxProperties)
            yield return $"{{{string.Join(',', members)}}}";
        if (count >= keyed.MaxProperties)
            yield break;
        // In order, so that no set of keys comes twice.
        foreach (var (name, shape) in OtherKeys(keyed, keyed.Others, depth).Skip(serial))
        {
            serial++;
            if (members.Any(member => member.StartsWith(Member(name, ""), StringComparison.Ordinal)))
                continue;
            foreach (var value in Values(shape, depth - 1))
            {
                foreach (var longer in WithOthers(keyed, count + 1, witnessed, [.. members, Member(name, value)], serial, depth))
                    yield return longer;
            }
        }
    }

    /// <summary>Meets the first demand that is not met; a key that some later one repeats names the object twice, which does no harm.</summary>
    IEnumerable<string> WithWitness(ObjectAlternative keyed, int count, uint witnessed, IReadOnlyList<string> members, int depth)
    {
        if (count >= keyed.MaxProperties)
            yield break;
        var demand = System.Numerics.BitOperations.TrailingZeroCount(~witnessed);
        foreach (var (name, shape) in OtherKeys(keyed, keyed.Witnesses[demand], depth))
        {
            if (members.Any(member => member.StartsWith(Member(name, ""), StringComparison.Ordinal)))
                continue;
            foreach (var value in Values(shape, depth - 1))
            {
                foreach (var longer in WithOthers(keyed, count + 1, witnessed | 1u << demand, [.. members, Member(name, value)], 0, depth))
                    yield return longer;
            }
        }
    }

    bool HasOthers(ObjectAlternative keyed, int depth) =>
        keyed.Others is { } classes && Enumerable.Range(0, classes.Count).Any(own => feasibility.DepthOf(classes.ShapeOf(own)) < depth);

    /// <summary>Keys that nothing names, mostly endless; a class after the other takes its turn.</summary>
    IEnumerable<(string Key, Shape Shape)> OtherKeys(ObjectAlternative keyed, KeyClasses? classes, int depth)
    {
        if (classes is null)
            yield break;
        var open = new Queue<(Shape Shape, IEnumerator<string> Keys)>(Enumerable.Range(0, classes.Count)
            .Where(own => feasibility.DepthOf(classes.ShapeOf(own)) < depth)
            .Select(own => (classes.ShapeOf(own), classes.EndingsFrom(classes.Start, own).Where(key => !keyed.Has(key)).GetEnumerator())));
        while (open.TryDequeue(out var next))
        {
            using var keys = next.Keys.MoveNext() ? null : next.Keys;
            if (keys is not null)
                continue;
            yield return (next.Keys.Current, next.Shape);
            open.Enqueue(next);
        }
    }

    /// <summary>Whether there are certainly so many values, by what can be seen without listing them.</summary>
    bool HasPlenty(Alternative alternative, int count, int levels) => HasMany(alternative, count + (alternative.Except?.Count ?? 0), levels);

    bool HasMany(Alternative alternative, int count, int levels) => alternative switch
    {
        StringAlternative { Language: { } language } => language.HasAtLeast(count),
        StringAlternative text => text is { Members: null, Verbatim: null, MaxLength: > 0 } && count < 1_000_000,
        NumberAlternative number => number.Numbers.HasAtLeast(count),
        // Each length makes a value of its own.
        ArrayAlternative { Unique: false, Demands: null } array when (long)array.MinItems + count <= array.MaxItems && lengths.CanReach(array, 0, 0, array.MinItems + count, feasibility.DepthOf(array)) => true,
        ArrayAlternative array => levels > 0 && array.Demands is null && array.MaxItems > 0 && array.ShapeAt(0) is { } shape && HasPlenty(shape, count, levels - 1) && (array.MinItems <= 1 || !array.Unique),
        ObjectAlternative { Others: { } classes } keyed when keyed.MaxProperties - keyed.Witnesses.Length > keyed.RequiredCount && IsEndless(classes) => true,
        ObjectAlternative keyed => levels > 0 && keyed.Properties.Any(property => property.Required && HasPlenty(property.Shape, count, levels - 1)),
        _ => false,
    };

    bool IsEndless(KeyClasses classes) => Enumerable.Range(0, classes.Count)
        .Any(own => classes.CountFrom(classes.Start, own) == StringLanguage.Endless && feasibility.DepthOf(classes.ShapeOf(own)) == 0);

    bool HasPlenty(Shape shape, int count, int levels) =>
        shape.Alternatives.Any(alternative => feasibility.DepthOf(alternative) == 0 && HasPlenty(alternative, count, levels));

    static string Member(string name, string value) => JsonSerializer.Serialize(name, SchemaText.Default.String) + ":" + value;
}
