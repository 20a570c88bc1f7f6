namespace Sluice.Pipeline.Concurrency;

/// <summary>
/// Notices that the server has no room for what is sent. One cut per cohort: what was sent before the last cut says nothing about
/// the new limit (a cut for each refusal drove another client from 128 to single digits, AIBrix #2452), and as long as the server
/// takes nothing at all it has not been tried. A burst that is refused and taken a moment later was too quick, not too much.
/// Refusals may be few where each keeps the client away for a while (Retry-After): then the level is never filled.
/// </summary>
internal sealed class RoomWatch
{
    const int Least = 2;
    const double Share = 0.10;
    const double Filled = 0.9; // of the limit in flight
    static readonly TimeSpan burst = TimeSpan.FromSeconds(1);

    TimeSpan cutAt, firstRefusal;
    int refused, ended;
    bool taken = true;

    /// <param name="inFlight">What the ended call leaves behind, or was in flight of late when that is more.</param>
    /// <returns>Whether to cut now.</returns>
    public bool Ended(TimeSpan now, TimeSpan latency, bool noRoom, int limit, double inFlight)
    {
        if (now - latency < cutAt) return false;
        ended++;
        if (!noRoom) taken = true;
        else if (refused++ == 0) firstRefusal = now;
        if (noRoom && taken && refused >= Least && now - firstRefusal >= burst && (refused >= Share * Math.Max(ended, limit) || inFlight < Filled * limit))
        {
            (cutAt, refused, ended, taken) = (now, 0, 0, false);
            return true;
        }

        if (ended >= Math.Max(limit, 20)) (ended, refused) = (0, 0);
        return false;
    }
}
