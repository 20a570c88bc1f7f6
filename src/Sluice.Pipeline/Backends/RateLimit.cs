namespace Sluice.Pipeline.Backends;

/// <summary>Spaces what is taken evenly, so that no minute holds more than it may. Not thread-safe.</summary>
/// <param name="perMinute">Requests or tokens.</param>
internal sealed class RateLimit(double perMinute)
{
    /// <summary>When something may be taken again, on the clock that <see cref="Take"/> is called with.</summary>
    public TimeSpan NextAt { get; private set; }

    public void Take(double amount, TimeSpan now) => NextAt = (NextAt > now ? NextAt : now) + TimeFor(amount);

    /// <summary>What was taken has turned out to be more, or less when negative.</summary>
    public void Correct(double amount) => NextAt += TimeFor(amount);

    TimeSpan TimeFor(double amount) => TimeSpan.FromMinutes(amount / perMinute);
}
