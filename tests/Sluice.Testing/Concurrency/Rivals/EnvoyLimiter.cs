using Sluice.Pipeline.Concurrency;

namespace Sluice.Testing.Concurrency.Rivals;

/// <summary>
/// Envoy's adaptive concurrency filter (gradient controller) with a buffer of 25 %: the least round trip is measured at a
/// concurrency of 3, again after five windows at the minimum. Its windows are of 50 answers here, since its 100 ms hold none.
/// </summary>
public sealed class EnvoyLimiter : Limiter
{
    const int MeasuringAt = 3, PerWindow = 50, WindowsAtLeast = 5;
    const double Buffer = 0.25, Most = 1000;
    readonly List<double> window = [];
    double limit = MeasuringAt, minRtt;
    int atLeast;
    bool measuring = true;

    public override int Limit => (int)limit;

    public override void Ended(TimeSpan now, CallEnd call, int inFlight)
    {
        if (call.Fate == CallFate.Accepted) window.Add(call.Latency.TotalSeconds);
        if (window.Count < PerWindow) return;
        window.Sort();
        var (median, p90) = (window[PerWindow / 2], window[PerWindow * 9 / 10]);
        window.Clear();
        if (measuring)
        {
            (minRtt, measuring) = (median, false);
            return;
        }

        var gradient = Math.Clamp(minRtt * (1 + Buffer) / p90, 0.5, 2);
        limit = Math.Clamp(gradient * limit + Math.Sqrt(limit), MeasuringAt, Most);
        atLeast = limit <= MeasuringAt ? atLeast + 1 : 0;
        if (atLeast >= WindowsAtLeast) (limit, measuring, atLeast) = (MeasuringAt, true, 0);
    }
}
