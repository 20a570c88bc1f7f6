using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Grounding;

namespace Sluice.Schema.Answers.Running;

/// <summary>What one array alternative allows, item by item. An item may be begun only when there is a value for it with which the array can still be completed.</summary>
/// <param name="depth">Levels of arrays and objects that may still open inside the array.</param>
internal readonly struct ArrayChoice(AnswerSession session, int depth)
{
    public static bool MayClose(in Frame frame)
    {
        var count = frame.Count;
        var array = (ArrayAlternative)frame.Alternative;
        return count >= array.MinItems && array.Demands?.AreMet(frame.Counts) != false && (frame.Avoid is not { } avoid || !HasLength(avoid, count));
    }

    /// <summary>Says in the frame what the next item must be; false when there must be none.</summary>
    public bool TryPrepare(ref Frame frame)
    {
        var array = (ArrayAlternative)frame.Alternative;
        frame.Next = default;
        frame.Counted = 0;
        return array.ShapeAt(frame.Count) is { } shape && TryPrepare(ref frame, array, shape);
    }

    /// <summary>The same for an array that makes demands: says that the next item is to be counted for some of them.</summary>
    public bool TryPrepare(ref Frame frame, ItemWay way)
    {
        var array = (ArrayAlternative)frame.Alternative;
        frame.Next = default;
        frame.Counted = way.Counted;
        return frame.Count < array.MaxItems && array.Demands!.Add(frame.Counts, way.Counted) is { } after
            && session.Feasibility.CanComplete(array, frame.Count + 1, after, depth) && TryPrepare(ref frame, array, way.Shape);
    }

    bool TryPrepare(ref Frame frame, ArrayAlternative array, Shape shape)
    {
        if (session.Feasibility.DepthOf(shape) > depth)
            return false;
        var avoid = array.Unique ? frame.Items : null;
        if (frame.Avoid is not null)
            avoid = SeenValues.Of(Dead(frame, array), avoid);
        if (avoid is not null && !session.Values.HasOther(shape, depth, avoid))
            return false;
        var distinct = new Place(shape, avoid, frame.Used);
        if (frame.Used is null || HasDistinct(distinct))
            frame.Next = distinct;
        else if (frame.Count < array.MinItems)
            frame.Next = new Place(shape, avoid);
        return frame.Next.Shape is not null;
    }

    /// <summary>Counts the item that has just ended.</summary>
    /// <param name="value">The item; null when nobody needs to know it.</param>
    public void Accept(ref Frame frame, KnownValue? value)
    {
        var array = (ArrayAlternative)frame.Alternative;
        var index = frame.Count;
        if (frame.Avoid is { } avoid)
            frame.Avoid = WithItem(avoid, index, value);
        if (array.Unique)
        {
            frame.Used = Use(frame.Used, array.ShapeAt(frame.Count)!, value!);
            frame.Items = new SeenValues(value!, frame.Items);
        }

        frame.Counts = array.Demands?.Add(frame.Counts, frame.Counted) ?? 0;
        frame.Count++;
    }

    /// <summary>Whether the place can be filled with a span that is apart from those taken, or with something that is no span.</summary>
    bool HasDistinct(Place place)
    {
        foreach (var alternative in place.Shape!.Alternatives)
        {
            if (alternative is StringAlternative { Verbatim: { } rule, Members: null } text)
            {
                var limits = new SpanLimits(text.MinLength, text.MaxLength, Math.Max(1, session.Options.MaxWhitespace), place.Used, rule.MaxWords ?? int.MaxValue);
                if (session.Feasibility.IndexFor(rule).Reaches(default, 0, 0, limits))
                    return true;
            }
            else if (session.Values.HasOther(alternative, depth, place.Avoid))
            {
                return true;
            }
        }

        return false;
    }

    UsedSpans? Use(UsedSpans? used, Shape shape, KnownValue value)
    {
        if (!session.Options.DistinctVerbatim || value.Text is null || session.Feasibility.Source is not { } source)
            return used;
        var verbatim = shape.Alternatives.OfType<StringAlternative>().FirstOrDefault(text => text is { Verbatim: not null, Members: null });
        return verbatim is null ? used : source.Use(used, value.Text, verbatim.Verbatim!);
    }

    /// <summary>Items with which the array could become only such as are to be avoided.</summary>
    List<KnownValue> Dead(in Frame frame, ArrayAlternative array)
    {
        var (index, seen) = (frame.Count, frame.Items);
        var counts = array.Demands?.Add(frame.Counts, frame.Counted) ?? 0;
        var dead = new List<KnownValue>();
        foreach (var group in frame.Avoid!.GroupBy(whole => ItemOf(whole, index)).Where(group => group.Key is not null))
        {
            var alike = SeenValues.Of(group);
            var items = alike!.Latest.Element.EnumerateArray().Take(index + 1).Select(item => item.GetRawText()).ToList();
            if (!session.Values.HasOtherCompletion(array, items, new SeenValues(group.Key!, seen), counts, alike, depth + 1))
                dead.Add(group.Key!);
        }

        return dead;
    }

    static bool HasLength(SeenValues values, int count) => values.Any(value => value.Element.GetArrayLength() == count);

    static SeenValues? WithItem(SeenValues values, int index, KnownValue? item) =>
        SeenValues.Of(values.Where(whole => ItemOf(whole, index)?.Equals(item) == true));

    static KnownValue? ItemOf(KnownValue whole, int index) =>
        index < whole.Element.GetArrayLength() ? new KnownValue(whole.Element[index]) : null;
}
