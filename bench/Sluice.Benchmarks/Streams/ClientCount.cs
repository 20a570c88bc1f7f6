using System.Globalization;

namespace Sluice.Benchmarks.Streams;

/// <summary>What a client in its own process counted; the line that it prints.</summary>
/// <param name="Wrong">Streams with a token lost, doubled or out of order, or that failed.</param>
/// <param name="Seconds">From the first frame to the last.</param>
internal readonly record struct ClientCount(long Whole, long Wrong, long Frames, double Seconds)
{
    public double PerSecond => Frames / Seconds;

    public static ClientCount Parse(string line)
    {
        var figures = line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return new((long)figures[0], (long)figures[1], (long)figures[2], figures[3]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Whole} {Wrong} {Frames} {Seconds:0.000}");
}
