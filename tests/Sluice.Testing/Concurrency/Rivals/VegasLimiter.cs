using Sluice.Pipeline.Concurrency;

namespace Sluice.Testing.Concurrency.Rivals;

/// <summary>Netflix concurrency-limits' VegasLimit with its defaults: the queue is estimated from the least latency seen.</summary>
public sealed class VegasLimiter : Limiter
{
    const double Most = 1000;
    const int ProbeEvery = 30;
    readonly Random random = new(20261121);
    double limit = 20, noLoad, probeAfter = double.NaN;
    long samples;

    public override int Limit => (int)limit;

    public override void Ended(TimeSpan now, CallEnd call, int inFlight)
    {
        var rtt = call.Latency.TotalSeconds;
        if (rtt <= 0) return;
        if (double.IsNaN(probeAfter)) probeAfter = NextProbe();
        if (++samples >= probeAfter)
        {
            (samples, noLoad, probeAfter) = (0, rtt, NextProbe());
            return;
        }

        if (noLoad == 0 || rtt < noLoad)
        {
            noLoad = rtt;
            return;
        }

        var step = Math.Max(1, Math.Log10(limit));
        if (call.Fate != CallFate.Accepted) limit -= step;
        else if ((inFlight + 1) * 2 >= limit)
        {
            var queue = Math.Ceiling(limit * (1 - noLoad / rtt));
            if (queue <= step) limit += 6 * step;
            else if (queue < 3 * step) limit += step;
            else if (queue > 6 * step) limit -= step;
        }

        limit = Math.Clamp(limit, 1, Most);
    }

    double NextProbe() => ProbeEvery * limit * (0.5 + random.NextDouble() / 2);
}
