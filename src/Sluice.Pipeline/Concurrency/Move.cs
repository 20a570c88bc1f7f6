namespace Sluice.Pipeline.Concurrency;

/// <summary>The level to go to, and what for.</summary>
/// <param name="Because">As the end of a sentence.</param>
internal readonly record struct Move(Phase Phase, int Level, string Because)
{
    /// <summary>Of a level to hold: the rate that is expected there; null when it is not well known.</summary>
    public double? Rate { get; init; }
}
