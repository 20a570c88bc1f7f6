using System.Diagnostics;

namespace Sluice.Benchmarks.Engine;

/// <summary>When the pieces of one answer came, on the clock of the client.</summary>
/// <param name="Pieces">Mostly a token each.</param>
/// <param name="Tokens">As the server counted them.</param>
internal sealed record StreamTimes(long Sent, IReadOnlyList<long> Pieces, long Ended, int Tokens)
{
    /// <summary>Seconds from the request to the first piece.</summary>
    public double First => Stopwatch.GetElapsedTime(Sent, Pieces[0]).TotalSeconds;
}
