using Sluice.Pipeline.Concurrency;

namespace Sluice.Cli.Viewing;

/// <summary>The curve of a backend in one line of a screen: each level with its rate, as a figure and as a bar.</summary>
internal static class CurveLine
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>"tokens/s 4 ▁ 1,621  16 ▃ 9,406  32 █ 14,640"; the lowest levels go where the line is too short. Null before anything was measured.</summary>
    public static string? Of(BackendLevel level, int width)
    {
        if (level.Curve.Count == 0) return null;
        double most = level.Curve.Max(seen => seen.Rate);
        string[] parts = [.. level.Curve.Select(seen => $"{Figures.Count(seen.Concurrency)} {Bar(seen.Rate / most)} {Figures.Rate(seen.Rate)}")];
        string unit = level.CountsTokens ? "tokens/s" : "answers/s";
        for (int from = 0; from < parts.Length; from++)
        {
            string line = $"{unit}  {(from > 0 ? "…  " : "")}{string.Join("  ", parts[from..])}";
            if (line.Length <= width) return line;
        }

        return null;
    }

    private static char Bar(double share) => Bars[Math.Clamp((int)Math.Round(share * (Bars.Length - 1)), 0, Bars.Length - 1)];
}
