using System.Runtime.InteropServices;
using Sluice.Statistics.Samples;

namespace Sluice.Benchmarks.Clients;

/// <summary>When a pacing server really sent what it sent. Times in milliseconds where not said otherwise.</summary>
/// <param name="FirstRequest">Timestamp (<see cref="TimeProvider.GetTimestamp"/> of the same machine) of the first question of any kind.</param>
/// <param name="TtftWhole">Mean over all requests.</param>
/// <param name="Arrivals">Of the measured requests, nanoseconds, rising.</param>
internal sealed record ServerRecord(long FirstRequest, long[] Arrivals, double[] Ttft, double[] Tpot, double[] Gaps, double TtftWhole)
{
    /// <param name="leftOut">Requests that came first and are in no figure but the arrivals and the gaps.</param>
    public static ServerRecord Read(string file, int leftOut)
    {
        var numbers = MemoryMarshal.Cast<byte, long>(File.ReadAllBytes(file));
        var count = (int)numbers[1];
        var requests = new List<(long Arrival, long First, long Last, long Tokens)>(count);
        for (var i = 0; i < count; i++)
        {
            var request = numbers.Slice(2 + 4 * i, 4);
            requests.Add((request[0], request[1], request[2], request[3]));
        }

        requests.Sort();

        var gaps = numbers.Slice(3 + 4 * count, (int)numbers[2 + 4 * count]).ToArray();
        var counted = requests.Skip(leftOut).ToList();
        return new ServerRecord(
            numbers[0], [.. requests.Select(request => request.Arrival)], Sorted(counted.Select(request => (request.First - request.Arrival) / 1e6)),
            Sorted(counted.Select(request => (request.Last - request.First) / 1e6 / (request.Tokens - 1))), Sorted(gaps.Select(gap => gap / 1e6)),
            requests.Average(request => (request.First - request.Arrival) / 1e6));
    }

    /// <summary>The time that all rounds but the last would have taken without any delay, as a share of what they took.</summary>
    public double Kept(int streams, double roundMs)
    {
        var rounds = Arrivals.Length / streams;
        return (rounds - 1) * roundMs / ((Arrivals[rounds * streams - 1] - Arrivals[streams - 1]) / 1e6);
    }

    public Timing Timing => new(Moments.Mean(Ttft), Quantile.Of(Ttft, 0.5), Quantile.Of(Tpot, 0.5), Quantile.Of(Gaps, 0.5), Quantile.Of(Gaps, 0.99), TtftWhole);

    static double[] Sorted(IEnumerable<double> values) => [.. values.Order()];
}
