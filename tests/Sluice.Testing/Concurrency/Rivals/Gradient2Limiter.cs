using Sluice.Pipeline.Concurrency;

namespace Sluice.Testing.Concurrency.Rivals;

/// <summary>Netflix concurrency-limits' Gradient2Limit with its defaults: the latency is compared with its own long average.</summary>
public sealed class Gradient2Limiter(int most = 200) : Limiter
{
    const int Least = 20, Window = 600, WarmUp = 10, Queue = 4;
    const double Tolerance = 1.5, Smoothing = 0.2;
    double limit = Least, longRtt, warmUp;
    int seen;

    public override int Limit => (int)limit;

    public override void Ended(TimeSpan now, CallEnd call, int inFlight)
    {
        var rtt = call.Latency.TotalSeconds;
        if (rtt <= 0) return;
        Average(rtt);
        if (longRtt / rtt > 2) longRtt *= 0.95;
        if (inFlight + 1 < limit / 2) return;
        var gradient = Math.Clamp(Tolerance * longRtt / rtt, 0.5, 1);
        limit = Math.Clamp((1 - Smoothing) * limit + Smoothing * (limit * gradient + Queue), Least, most);
    }

    void Average(double rtt)
    {
        if (seen < WarmUp)
        {
            warmUp += rtt;
            longRtt = warmUp / ++seen;
            return;
        }

        const double Factor = 2.0 / (Window + 1);
        longRtt = longRtt * (1 - Factor) + rtt * Factor;
    }
}
