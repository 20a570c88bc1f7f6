namespace Sluice.Benchmarks.Clients;

/// <summary>The figures that a client and a server are held against each other by, milliseconds.</summary>
/// <param name="TtftWhole">The mean with the first round, in which all streams begin at once.</param>
internal sealed record Timing(double TtftMean, double TtftP50, double TpotP50, double GapP50, double GapP99, double TtftWhole)
{
    /// <summary>Each figure's distance from the truth, as a share of it.</summary>
    public Timing OffFrom(Timing truth) => new(Off(TtftMean, truth.TtftMean), Off(TtftP50, truth.TtftP50), Off(TpotP50, truth.TpotP50), Off(GapP50, truth.GapP50), Off(GapP99, truth.GapP99), Off(TtftWhole, truth.TtftWhole));

    static double Off(double value, double truth) => Math.Abs(value / truth - 1);
}
