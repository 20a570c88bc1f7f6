using System.Globalization;
using Sluice.Twin.Serving;

namespace Sluice.Benchmarks.Streams;

/// <summary>The server's histogram of how late it wrote, at one moment.</summary>
internal sealed record LatenessBuckets(IReadOnlyList<(double Bound, long Count)> Cumulative)
{
    public static async Task<LatenessBuckets> OfAsync(TwinServer server)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(server.BaseUrl, "/metrics"));
        return new([.. text.Split('\n').Where(line => line.StartsWith("sluice:write_lateness_seconds_bucket", StringComparison.Ordinal)).Select(Read)]);
    }

    /// <summary>The bound that at most that share of the writes since another moment passed, seconds; infinite past the last.</summary>
    public double QuantileSince(LatenessBuckets before, double share)
    {
        var counts = Cumulative.Zip(before.Cumulative, (now, then) => (now.Bound, Count: now.Count - then.Count)).ToList();
        return counts.First(bucket => bucket.Count >= share * counts[^1].Count).Bound;
    }

    static (double Bound, long Count) Read(string line)
    {
        var from = line.IndexOf("le=\"", StringComparison.Ordinal) + 4;
        var bound = line[from..line.IndexOf('"', from)];
        return (bound == "+Inf" ? double.PositiveInfinity : double.Parse(bound, CultureInfo.InvariantCulture), long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
