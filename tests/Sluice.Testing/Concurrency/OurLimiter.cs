using Sluice.Pipeline.Concurrency;

namespace Sluice.Testing.Concurrency;

/// <summary>The product's controller.</summary>
public sealed class OurLimiter(ConcurrencyController controller) : Limiter
{
    public override int Limit => controller.Limit;

    public override int Level => controller.Level;

    public override int Held => controller.Held ?? controller.Level;

    public override void Began(TimeSpan now) => controller.Began(now);

    public override void Ended(TimeSpan now, CallEnd call, int inFlight) => controller.Ended(now, call);
}
