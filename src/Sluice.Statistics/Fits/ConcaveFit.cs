namespace Sluice.Statistics.Fits;

/// <summary>
/// The concave line nearest to points, by weighted least squares (Hildreth, Point estimates of ordinates of concave functions, Journal of the American Statistical
/// Association 49, 1954): each three neighbours that bend upwards are moved as little as makes them straight, again and again, and what was moved too far is taken back.
/// </summary>
/// <param name="Values">At each point.</param>
/// <param name="Bends">Inner points at which the line bends.</param>
public sealed record ConcaveFit(IReadOnlyList<double> Values, int Bends)
{
    const int MostRounds = 400;

    const double Settled = 1e-9;

    /// <param name="at">Ascending.</param>
    public static ConcaveFit Of(double[] at, double[] values, double[] weights)
    {
        double[] fit = [.. values];
        var pulls = new double[Math.Max(0, at.Length - 2)];
        for (var round = 0; round < MostRounds; round++)
        {
            var moved = 0.0;
            for (var k = 0; k < pulls.Length; k++) moved = Math.Max(moved, Straighten(k, at, fit, weights, pulls));
            if (moved < Settled) break;
        }

        return new ConcaveFit(fit, pulls.Count(pull => pull <= 0));
    }

    /// <summary>Moves three neighbours until the slope does not rise between them, or as far back as they were pulled.</summary>
    /// <returns>How far they moved, in standard errors.</returns>
    static double Straighten(int k, double[] at, double[] fit, double[] weights, double[] pulls)
    {
        var (before, after) = (1 / (at[k + 1] - at[k]), 1 / (at[k + 2] - at[k + 1]));
        ReadOnlySpan<double> bend = [before, -before - after, after];
        var (rise, size) = (0.0, 0.0);
        for (var i = 0; i < bend.Length; i++) (rise, size) = (rise + bend[i] * fit[k + i], size + bend[i] * bend[i] / weights[k + i]);
        var pull = Math.Max(-pulls[k], rise / size);
        pulls[k] += pull;
        for (var i = 0; i < bend.Length; i++) fit[k + i] -= pull * bend[i] / weights[k + i];
        return Math.Abs(pull) * Math.Sqrt(size);
    }
}
