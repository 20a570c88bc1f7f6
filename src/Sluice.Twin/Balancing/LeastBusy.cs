namespace Sluice.Twin.Balancing;

/// <summary>
/// LiteLLM's least-busy as it stood until September 2026: counts are read at the pick but raised in a later callback, and the
/// first replica wins ties. Requests that come together therefore read the same counts and all go the same way.
/// </summary>
sealed class LeastBusy(int replicas) : Balancer
{
    /// <summary>Between pick and count, seconds: a few awaits of an event loop (assumed; the size hardly matters, that it is above 0 does).</summary>
    const double Lag = 0.005;

    readonly int[] _counted = new int[replicas];
    readonly Queue<(double At, int Replica)> _pending = new();

    public override int Pick(double now)
    {
        while (_pending.TryPeek(out var next) && next.At <= now) _counted[_pending.Dequeue().Replica]++;
        var chosen = 0;
        for (var i = 1; i < _counted.Length; i++)
        {
            if (_counted[i] < _counted[chosen]) chosen = i;
        }

        _pending.Enqueue((now + Lag, chosen));
        return chosen;
    }

    public override void Release(int replica, double now) => _counted[replica]--;
}
