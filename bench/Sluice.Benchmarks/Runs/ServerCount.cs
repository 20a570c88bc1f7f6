namespace Sluice.Benchmarks.Runs;

/// <summary>What a server counted.</summary>
/// <param name="FirstRequest">Seconds since 1970.</param>
/// <param name="LastAnswer">Seconds since 1970.</param>
/// <param name="Tenths">Answers sent in each tenth of a second after the first one.</param>
internal sealed record ServerCount(double FirstRequest, double LastAnswer, IReadOnlyList<long> Tenths)
{
    const int Edge = 15; // tenths left out at each end: filling up and running dry

    /// <summary>Answers a second between the edges; null when nothing is left between them.</summary>
    public double? Steady => Tenths.Count <= 2 * Edge ? null : Tenths.Skip(Edge).SkipLast(Edge).Average() * 10;
}
