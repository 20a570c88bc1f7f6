namespace Sluice.Benchmarks.Runs;

/// <summary>What a server counted.</summary>
/// <param name="FirstRequest">Seconds since 1970.</param>
/// <param name="LastAnswer">Seconds since 1970.</param>
/// <param name="Hundredths">Answers sent in each hundredth of a second after the first one.</param>
internal sealed record ServerCount(double FirstRequest, double LastAnswer, IReadOnlyList<long> Hundredths)
{
    const int Edge = 150; // hundredths left out at each end: filling up and running dry

    /// <summary>
    /// Answers a second between the edges; null when nothing is left between them. All calls of a run end together in waves, one wave a
    /// latency long, so whole rounds of all slots are timed: a fixed span of time would hold one wave more or less, which is 4 % of 5 s.
    /// </summary>
    /// <param name="slots">Calls in flight.</param>
    public double? Steady(int slots)
    {
        if (Hundredths.Count <= 2 * Edge) return null;

        var (first, last, rounds, answers) = (-1, -1, 0L, 0L);
        for (var at = Edge; at < Hundredths.Count - Edge; at++)
        {
            if (Hundredths[at] == 0) continue;
            if (first < 0) first = at;
            answers += Hundredths[at];
            if ((answers - 1) / slots == rounds) continue;
            (rounds, last) = ((answers - 1) / slots, at); // the first answer of the next round is in here
        }

        return rounds == 0 ? null : rounds * slots * 100.0 / (last - first);
    }
}
