using Sluice.Pipeline.Concurrency;

namespace Sluice.Testing.Concurrency;

/// <summary>A number that somebody typed.</summary>
public sealed class FixedLimiter(int limit) : Limiter
{
    public override int Limit => limit;

    public override void Ended(TimeSpan now, CallEnd call, int inFlight)
    {
    }
}
