using Sluice.Twin.Serving.Live;

namespace Sluice.Twin.Serving.Wire;

/// <summary>The time in which a restarting server answers nobody.</summary>
sealed class Outage(LiveClock clock)
{
    double _until;

    public bool IsNow => clock.Now < Volatile.Read(ref _until);

    /// <param name="seconds">On the model's clock.</param>
    public void Begin(double seconds) => Volatile.Write(ref _until, clock.Now + seconds);
}
