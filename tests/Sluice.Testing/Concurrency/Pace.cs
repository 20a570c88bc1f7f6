namespace Sluice.Testing.Concurrency;

/// <summary>A server that is not as fast all the time: a neighbour on the same machine, heat.</summary>
/// <param name="TimesAsLong">(share of the records answered) → how many times as long everything takes.</param>
/// <param name="LastChange">The share from which on it stays as it is.</param>
public sealed record Pace(Func<double, double> TimesAsLong, double LastChange)
{
    /// <summary>Half as fast over a part of the run.</summary>
    public static Pace HalfBetween(double from, double until) => new(share => share >= from && share < until ? 2 : 1, until);

    /// <summary>Slower evenly from the beginning to the end. The best level stays the same.</summary>
    public static Pace Drifting(double last) => new(share => 1 + (last - 1) * share, 0);
}
