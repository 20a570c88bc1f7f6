using System.Collections;
using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Running;

/// <summary>Values that a place must not take, the latest first. Immutable: adding makes a longer list that shares the rest.</summary>
internal sealed class SeenValues(KnownValue latest, SeenValues? earlier) : IEnumerable<KnownValue>
{
    public KnownValue Latest { get; } = latest;

    public SeenValues? Earlier { get; } = earlier;

    public int Count { get; } = 1 + (earlier?.Count ?? 0);

    public static SeenValues? Of(IEnumerable<KnownValue> values, SeenValues? earlier = null) =>
        values.Aggregate(earlier, (list, value) => new SeenValues(value, list));

    /// <summary>The values of both lists.</summary>
    public static SeenValues? Join(SeenValues? left, SeenValues? right) =>
        left is null ? right : right is null ? left : Of(left, right);

    public bool Contains(KnownValue value)
    {
        for (var at = this; at is not null; at = at.Earlier)
        {
            if (at.Latest.Equals(value))
                return true;
        }

        return false;
    }

    public bool Contains(ReadOnlySpan<char> text)
    {
        for (var at = this; at is not null; at = at.Earlier)
        {
            if (at.Latest.Text is { } other && text.SequenceEqual(other))
                return true;
        }

        return false;
    }

    public bool Contains(JsonNumber number)
    {
        for (var at = this; at is not null; at = at.Earlier)
        {
            if (at.Latest.Number == number)
                return true;
        }

        return false;
    }

    public IEnumerator<KnownValue> GetEnumerator()
    {
        for (var at = this; at is not null; at = at.Earlier)
            yield return at.Latest;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
