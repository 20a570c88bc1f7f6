namespace Sluice.Bench.Dialects;

/// <summary>A figure under the name that a tool gives it.</summary>
/// <param name="Unit">ms, tok/s, req/s, s or empty.</param>
/// <param name="Value">The mean, or the figure itself; null where the tool would have none.</param>
/// <param name="Spread">What the tool summarises; null for a single figure.</param>
public sealed record PeerFigure(string Name, string Unit, double? Value, PeerStatistics? Spread = null)
{
    public static PeerFigure Of(string name, string unit, IEnumerable<double> values, double factor = 1)
    {
        var spread = PeerStatistics.Of(values.Select(value => value * factor));
        return new PeerFigure(name, unit, spread?.Mean, spread);
    }
}
