using Sluice.Catalog.Work;

namespace Sluice.Twin.Scheduling;

/// <summary>What sequences take of the cache, in bytes of one replica.</summary>
/// <param name="TokenBytes">Per token in full-attention layers.</param>
/// <param name="WindowTokenBytes">Per token in windowed layers, up to <paramref name="Window"/> tokens.</param>
/// <param name="SequenceBytes">Recurrent state per running sequence.</param>
public readonly record struct CacheShape(double TokenBytes, double WindowTokenBytes, int Window, double SequenceBytes)
{
    public static CacheShape Of(ModelWork work) => new(work.KvBytes, work.WindowKvBytes, work.Window, work.StateBytes);
}
