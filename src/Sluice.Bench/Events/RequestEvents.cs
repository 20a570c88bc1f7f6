namespace Sluice.Bench.Events;

/// <summary>The log of one request.</summary>
/// <param name="Id">Unique in its log.</param>
/// <param name="Scheduled">When the plan wanted it sent; later sending is the client's lateness.</param>
/// <param name="Chunks">In order of time; empty when they were not recorded.</param>
public sealed record RequestEvents(int Id, TimeSpan Scheduled, RequestTiming Timing, IReadOnlyList<ChunkEvent> Chunks)
{
    /// <summary>ITL: the gaps between successive chunks, one value per gap.</summary>
    public IEnumerable<TimeSpan> InterTokenLatencies()
    {
        for (var i = 1; i < Chunks.Count; i++) yield return Chunks[i].At - Chunks[i - 1].At;
    }
}
