namespace Sluice.Pipeline.Concurrency;

/// <summary>
/// Notices that the server has no room for what is sent. One cut per cohort: what was sent before the last cut says nothing
/// about the new limit (a cut for each refusal drove another client from 128 to single digits, AIBrix #2452).
/// </summary>
internal sealed class RoomWatch
{
    const int Least = 2;
    const double Share = 0.10;
    TimeSpan cutAt;
    int refused, ended;

    /// <returns>Whether to cut now.</returns>
    public bool Ended(TimeSpan now, TimeSpan latency, bool noRoom, int limit)
    {
        if (now - latency < cutAt) return false;
        ended++;
        if (noRoom) refused++;
        if (refused >= Least && refused >= Share * Math.Max(ended, limit) && noRoom)
        {
            Forget(now);
            return true;
        }

        if (ended >= Math.Max(limit, 20)) (ended, refused) = (0, 0);
        return false;
    }

    public void Forget(TimeSpan now) => (cutAt, refused, ended) = (now, 0, 0);
}
