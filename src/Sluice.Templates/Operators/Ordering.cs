using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Operators;

/// <summary>Python's stable <c>sorted</c>: asks only whether one key is less than another, never compares an item with itself.</summary>
internal static class Ordering
{
    /// <summary>Equal keys keep their order, also in reverse. Keys that cannot be compared are a type error.</summary>
    public static T[] Sort<T>(T[] items, Func<T, Value> key, bool reverse, Rendering rendering)
    {
        rendering.Charge(items.Length);
        var row = Array.ConvertAll(items, item => (Key: key(item), Item: item));
        var spare = new (Value Key, T Item)[row.Length];
        for (var width = 1; width < row.Length; width *= 2)
        {
            for (var start = 0; start < row.Length; start += 2 * width)
                Merge(start, Math.Min(start + width, row.Length), Math.Min(start + 2 * width, row.Length));
            (row, spare) = (spare, row);
        }

        return Array.ConvertAll(row, pair => pair.Item);

        void Merge(int left, int middle, int end)
        {
            var (a, b) = (left, middle);
            for (var to = left; to < end; to++)
            {
                var takeRight = a == middle || (b < end && Precedes(row[b].Key, row[a].Key));
                spare[to] = takeRight ? row[b++] : row[a++];
            }
        }

        bool Precedes(Value right, Value left)
        {
            rendering.Charge(1);
            return reverse ? Comparison.InOrder("<", left, right, rendering) : Comparison.InOrder("<", right, left, rendering);
        }
    }
}
