using System.Globalization;
using System.Text;

namespace Sluice.Twin.Serving.Wire;

/// <summary>How late writes leave the server after the deadline of their newest token, in model seconds, as a histogram of Prometheus.</summary>
sealed class Lateness
{
    static readonly double[] Bounds = // seconds
        [0.001, 0.002, 0.003, 0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2, 5, 10];

    readonly long[] _counts = new long[Bounds.Length + 1];
    long _nanoseconds;

    public void Add(double seconds)
    {
        var late = Math.Max(0, seconds);
        var at = Array.BinarySearch(Bounds, late);
        Interlocked.Increment(ref _counts[at < 0 ? ~at : at]);
        Interlocked.Add(ref _nanoseconds, (long)(late * 1e9));
    }

    /// <param name="labels">Without braces.</param>
    public void WriteTo(StringBuilder text, string metric, string labels)
    {
        var count = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            count += Volatile.Read(ref _counts[i]);
            var bound = i < Bounds.Length ? Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{metric}_bucket{{{labels},le=\"{bound}\"}} {count}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{metric}_sum{{{labels}}} {Volatile.Read(ref _nanoseconds) / 1e9}\n{metric}_count{{{labels}}} {count}\n");
    }
}
