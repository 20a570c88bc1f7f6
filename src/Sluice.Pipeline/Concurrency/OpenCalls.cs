namespace Sluice.Pipeline.Concurrency;

/// <summary>When the calls began that are in flight, oldest first.</summary>
internal sealed class OpenCalls
{
    readonly List<TimeSpan> began = [];

    public int Count => began.Count;

    /// <param name="now">Not before the last one.</param>
    public void Begin(TimeSpan now) => began.Add(now);

    /// <summary>One of those that began then ended; of none it is the nearest, since a clock may round.</summary>
    public void End(TimeSpan start)
    {
        if (began.Count == 0) return;
        var at = began.BinarySearch(start);
        if (at < 0) at = Math.Min(~at, began.Count - 1);
        if (at > 0 && began[at] != start && start - began[at - 1] < began[at] - start) at--;
        began.RemoveAt(at);
    }

    /// <summary>How long those have been going that began after a moment, in seconds.</summary>
    public IEnumerable<double> Ages(TimeSpan after, TimeSpan now)
    {
        for (var i = began.Count - 1; i >= 0 && began[i] > after; i--) yield return (now - began[i]).TotalSeconds;
    }
}
