namespace Sluice.Bench.Measures;

/// <summary>How many of a set of spans overlap, over time: by sweeping their ends.</summary>
public readonly record struct InFlight(double Mean, int Most, double ShareAtMost)
{
    /// <param name="from">Where counting begins.</param>
    /// <returns>Null when the range is empty.</returns>
    public static InFlight? Of(IEnumerable<(TimeSpan From, TimeSpan To)> spans, TimeSpan from, TimeSpan to)
    {
        if (to <= from) return null;
        var steps = new List<(TimeSpan At, int Change)>();
        foreach (var (begin, end) in spans)
        {
            if (end <= from || begin >= to || end <= begin) continue;
            steps.Add((begin < from ? from : begin, 1));
            steps.Add((end > to ? to : end, -1));
        }

        // An end before a beginning at the same moment: a slot that is given on is one slot.
        steps.Sort(static (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Change.CompareTo(b.Change));
        var (now, most, area, last) = (0, 0, 0.0, from);
        var atLevel = new Dictionary<int, double>();
        foreach (var (at, change) in steps)
        {
            var seconds = (at - last).TotalSeconds;
            area += now * seconds;
            atLevel[now] = atLevel.GetValueOrDefault(now) + seconds;
            last = at;
            now += change;
            most = Math.Max(most, now);
        }

        return new InFlight(area / (to - from).TotalSeconds, most, atLevel.GetValueOrDefault(most) / (to - from).TotalSeconds);
    }
}
