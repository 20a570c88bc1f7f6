using Sluice.Pipeline.Concurrency;

namespace Sluice.Testing.Concurrency.Rivals;

/// <summary>Netflix concurrency-limits' AIMDLimit with its defaults but for the time limit, which is the run's (theirs is 5 s): ×0.9 on a drop, +1 while the limit is half used.</summary>
public sealed class AimdLimiter(int most = 200) : Limiter
{
    const int Least = 20;
    const double BackOff = 0.9;
    double limit = Least;

    public override int Limit => (int)limit;

    public override void Ended(TimeSpan now, CallEnd call, int inFlight)
    {
        if (call.Fate != CallFate.Accepted) limit = Math.Floor(limit * BackOff);
        else if ((inFlight + 1) * 2 >= limit) limit++;
        limit = Math.Clamp(limit, Least, most);
    }
}
