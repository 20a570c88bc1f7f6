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

    /// <summary>How long the oldest has been going of those that began after a moment, seconds; 0 without any.</summary>
    public double Oldest(TimeSpan after, TimeSpan now) => FirstAfter(after) is var first && first < began.Count ? (now - began[first]).TotalSeconds : 0;

    /// <summary>Those that began after a moment.</summary>
    public int CountAfter(TimeSpan moment) => began.Count - FirstAfter(moment);

    /// <summary>Of those that began after a moment, how many have been going for longer.</summary>
    public int CountOlder(TimeSpan after, double seconds, TimeSpan now) => Math.Max(0, FirstAfter(now - TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1)) - FirstAfter(after));

    /// <summary>How long those have been going that began after a moment, in seconds.</summary>
    public IEnumerable<double> Ages(TimeSpan after, TimeSpan now)
    {
        for (var i = began.Count - 1; i >= 0 && began[i] > after; i--) yield return (now - began[i]).TotalSeconds;
    }

    int FirstAfter(TimeSpan moment)
    {
        var (low, high) = (0, began.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (began[middle] > moment) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
