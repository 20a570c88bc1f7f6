namespace Sluice.Cli.Downloads;

/// <summary>How fast bytes came of late.</summary>
internal sealed class TransferMeter(TimeProvider time)
{
    /// <summary>Long enough to be steady, short enough to follow a change.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    private readonly Queue<(long At, long Bytes)> samples = new();
    private (long At, long Bytes) last;

    /// <param name="bytes">Of the file, so far.</param>
    public void Add(long bytes)
    {
        long now = time.GetTimestamp();
        if (samples.Count > 0 && time.GetElapsedTime(last.At, now) < Step) return;
        samples.Enqueue(last = (now, bytes));
        while (samples.Count > 2 && time.GetElapsedTime(samples.Peek().At, now) > Window) samples.Dequeue();
    }

    /// <summary>Bytes a second; null while it is too early to tell.</summary>
    public double? Rate
    {
        get
        {
            if (samples.Count < 2) return null;
            double seconds = time.GetElapsedTime(samples.Peek().At, last.At).TotalSeconds;
            return seconds > 0 ? (last.Bytes - samples.Peek().Bytes) / seconds : null;
        }
    }
}
