namespace Sluice.Pipeline.Concurrency;

/// <summary>
/// Notices that the server has no room for what is sent. One cut per cohort: what was sent before the last cut says nothing about
/// the new limit (a cut for each refusal drove another client from 128 to single digits, AIBrix #2452), and as long as the server
/// takes nothing at all it has not been tried. A burst that is refused and taken a moment later was too quick, not too much.
/// </summary>
internal sealed class RoomWatch
{
    const int Least = 2;
    const double Share = 0.10;
    static readonly TimeSpan burst = TimeSpan.FromSeconds(1);

    TimeSpan cutAt, firstRefusal;
    int refused, ended;
    bool taken = true;

    /// <returns>Whether to cut now.</returns>
    public bool Ended(TimeSpan now, TimeSpan latency, bool noRoom, int limit)
    {
        if (now - latency < cutAt) return false;
        ended++;
        if (!noRoom) taken = true;
        else if (refused++ == 0) firstRefusal = now;
        if (noRoom && taken && refused >= Least && refused >= Share * Math.Max(ended, limit) && now - firstRefusal >= burst)
        {
            (cutAt, refused, ended, taken) = (now, 0, 0, false);
            return true;
        }

        if (ended >= Math.Max(limit, 20)) (ended, refused) = (0, 0);
        return false;
    }
}
