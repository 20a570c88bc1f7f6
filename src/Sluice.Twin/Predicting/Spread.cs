using Sluice.Catalog.Topologies;

namespace Sluice.Twin.Predicting;

/// <summary>How a burst falls onto replicas: every outcome that matters with its chance.</summary>
static class Spread
{
    /// <summary>Outcomes rarer than this are left out and the rest scaled up; it moves no metric by 0.01 %.</summary>
    const double Negligible = 1e-6;

    /// <summary>Draws for more than two replicas, where listing outcomes grows out of hand: a metric's standard error is under 0.5 %.</summary>
    const int Draws = 400;

    public static IEnumerable<(double Chance, int[] Requests)> Of(Routing routing, int replicas, int requests) => (routing, replicas) switch
    {
        (_, 1) => [(1.0, [requests])],
        (Routing.LeastBusy, _) => [(1.0, AllToFirst(replicas, requests))],
        (Routing.LeastLoaded, _) => [(1.0, Even(replicas, requests))],
        (Routing.Shuffle, 2) => Binomial(requests),
        _ => Drawn(replicas, requests),
    };

    static int[] AllToFirst(int replicas, int requests)
    {
        var counts = new int[replicas];
        counts[0] = requests;
        return counts;
    }

    static int[] Even(int replicas, int requests) => [.. Enumerable.Range(0, replicas).Select(i => requests / replicas + (i < requests % replicas ? 1 : 0))];

    static List<(double, int[])> Binomial(int requests)
    {
        // ln C(c, n) by the running product; n and c − n are the same outcome, but listing both keeps the code plain.
        var outcomes = new List<(double, int[])>();
        var log = -requests * Math.Log(2);
        for (var n = 0; n <= requests; n++)
        {
            if (Math.Exp(log) >= Negligible) outcomes.Add((Math.Exp(log), [n, requests - n]));
            log += Math.Log((double)(requests - n) / (n + 1));
        }

        var total = outcomes.Sum(outcome => outcome.Item1);
        return [.. outcomes.Select(outcome => (outcome.Item1 / total, outcome.Item2))];
    }

    static IEnumerable<(double, int[])> Drawn(int replicas, int requests)
    {
        var random = new Random(requests * 1009 + replicas);
        for (var draw = 0; draw < Draws; draw++)
        {
            var counts = new int[replicas];
            for (var i = 0; i < requests; i++) counts[random.Next(replicas)]++;
            yield return (1.0 / Draws, counts);
        }
    }
}
