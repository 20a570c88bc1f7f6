namespace Sluice.Pipeline.Running;

/// <summary>Counts stored answers that were looked at, and those that were kept. Safe from several threads.</summary>
internal sealed class ReuseTally
{
    long seen, kept;

    /// <summary>Records that have such an answer.</summary>
    public long Seen => Interlocked.Read(ref seen);

    public long Kept => Interlocked.Read(ref kept);

    public void See() => Interlocked.Increment(ref seen);

    public void Keep() => Interlocked.Increment(ref kept);
}
