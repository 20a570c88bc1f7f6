namespace Sluice.Twin.Balancing;

/// <summary>The smallest count, read and reserved in one step, ties at random: what a router should do.</summary>
sealed class LeastLoaded(int replicas, int seed) : Balancer
{
    readonly Random _random = new(seed);
    readonly int[] _inFlight = new int[replicas];

    public override int Pick(double now)
    {
        var least = _inFlight[0];
        foreach (var count in _inFlight) least = Math.Min(least, count);
        var (chosen, ties) = (-1, 0);
        for (var i = 0; i < _inFlight.Length; i++)
        {
            // One pass over ties: the k-th replaces the choice with chance 1/k, so each is equally likely.
            if (_inFlight[i] == least && _random.Next(++ties) == 0) chosen = i;
        }

        _inFlight[chosen]++;
        return chosen;
    }

    public override void Release(int replica, double now) => _inFlight[replica]--;
}
