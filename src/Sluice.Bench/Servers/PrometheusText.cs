using System.Globalization;

namespace Sluice.Bench.Servers;

/// <summary>Samples in Prometheus's text format, summed over their labels. Lines that are no sample are skipped.</summary>
public static class PrometheusText
{
    public static Dictionary<string, double> Read(string text)
    {
        var samples = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty || line[0] == '#') continue;
            var nameEnd = line.IndexOfAny('{', ' ');
            if (nameEnd <= 0) continue;

            // A label's value may hold anything but an unescaped quote; the value follows the last brace.
            var rest = line[nameEnd] == '{' ? line[(line.LastIndexOf('}') + 1)..].Trim() : line[nameEnd..].Trim();
            var end = rest.IndexOf(' ');
            if (!double.TryParse(end < 0 ? rest : rest[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value)) continue;
            var name = line[..nameEnd].ToString();
            samples[name] = samples.GetValueOrDefault(name) + value;
        }

        return samples;
    }
}
