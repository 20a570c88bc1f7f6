using Sluice.Schema.Answers.Running;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>
/// How long an array can become. One that can outgrow all arrays that it must not be has something else to be, which need not be looked
/// for among its values: they may be endless, and each of them long.
/// </summary>
internal sealed class ArrayLengths(Feasibility feasibility, ValueSource values)
{
    /// <summary>Whether an array, of which some items are written, can be brought to more items than any value to avoid has.</summary>
    /// <param name="counts">How many of the items are counted for its demands.</param>
    /// <param name="depth">Levels that the array may have.</param>
    public bool CanOutgrow(ArrayAlternative array, int length, ulong counts, SeenValues? avoid, int depth)
    {
        var longest = (avoid ?? Enumerable.Empty<KnownValue>()).Concat(array.Except ?? Enumerable.Empty<KnownValue>())
            .Select(value => value.Element.ValueKind == System.Text.Json.JsonValueKind.Array ? value.Element.GetArrayLength() : -1).DefaultIfEmpty(-1).Max();
        return CanReach(array, length, counts, longest + 1, depth);
    }

    /// <summary>Whether an array can have so many items or more, its own least number included; for unique items it need not see every case.</summary>
    public bool CanReach(ArrayAlternative array, int length, ulong counts, int items, int depth)
    {
        items = Math.Max(items, array.MinItems);
        if (items > array.MaxItems)
            return false;
        if (array.Demands is { } demands)
        {
            return demands.CanComplete(array, length, counts, shape => feasibility.DepthOf(shape) < depth, items)
                && (!array.Unique || demands.AllWays.All(way => feasibility.DepthOf(way.Shape) >= depth || values.HasAtLeast(way.Shape, depth - 1, items)));
        }

        var shapes = array.Prefix.Take(items).Skip(length);
        if (items > Math.Max(length, array.Prefix.Length))
            shapes = array.Rest is { } rest ? shapes.Append(rest) : [];
        else if (items <= length)
            return true;
        var needed = shapes.ToList();
        return needed.Count > 0 && needed.TrueForAll(shape => feasibility.DepthOf(shape) < depth && (!array.Unique || values.HasAtLeast(shape, depth - 1, items)));
    }
}
