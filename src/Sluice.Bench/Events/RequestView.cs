using System.Collections;

namespace Sluice.Bench.Events;

/// <summary>Some requests of a log in an order of their own, four bytes each; they stay where they are.</summary>
sealed class RequestView : IReadOnlyList<RequestEvents>
{
    readonly IReadOnlyList<RequestEvents> _all;
    readonly int[] _which;

    RequestView(IReadOnlyList<RequestEvents> all, int[] which) => (_all, _which) = (all, which);

    public int Count => _which.Length;

    public RequestEvents this[int index] => _all[_which[index]];

    /// <summary>All but warm-ups, by the time they were sent.</summary>
    public static RequestView Measured(IReadOnlyList<RequestEvents> all)
    {
        var keys = new List<(TimeSpan Sent, int Id, int Index)>(all.Count);
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i] is { WarmUp: false } request) keys.Add((request.Sent, request.Id, i));
        }

        keys.Sort();
        return new RequestView(all, [.. keys.Select(key => key.Index)]);
    }

    /// <summary>Those that fit, in the same order.</summary>
    public RequestView Where(Func<RequestEvents, bool> fits) => new(_all, [.. _which.Where(index => fits(_all[index]))]);

    public IEnumerator<RequestEvents> GetEnumerator()
    {
        foreach (var index in _which) yield return _all[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
