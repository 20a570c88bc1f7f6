using Sluice.Pipeline.Concurrency;

namespace Sluice.Testing.Concurrency;

/// <summary>Anything that says how many requests may be in flight.</summary>
public abstract class Limiter
{
    public abstract int Limit { get; }

    /// <summary>The limit that it is on the way to, where it goes there step by step.</summary>
    public virtual int Level => Limit;

    /// <summary>The level held, where it differs from a short look at another.</summary>
    public virtual int Held => Limit;

    public virtual void Began(TimeSpan now)
    {
    }

    /// <param name="inFlight">What the ended call leaves behind.</param>
    public abstract void Ended(TimeSpan now, CallEnd call, int inFlight);
}
