namespace Sluice.Testing.Concurrency;

/// <summary>A model server in virtual time, a step at a time.</summary>
public abstract class VirtualServer
{
    const double BucketSeconds = 10; // what may come at once after a pause

    double bucket, filledAt;

    /// <summary>Requests it takes at once; what comes beyond is refused as with 429. Null refuses nothing.</summary>
    public int? Room { get; init; }

    /// <summary>Requests it takes in a minute, as a bucket that fills evenly; what comes faster is refused as with 429. Null for no limit.</summary>
    public double? RequestsPerMinute { get; init; }

    public abstract int Held { get; }

    public abstract int Preemptions { get; }

    /// <returns>False: no room.</returns>
    public bool TrySend(int id, int prompt, int output, double now)
    {
        if (Held >= Room || !HasRate(now)) return false;
        Send(id, prompt, output);
        return true;
    }

    /// <summary>Begins a step, or several that are alike.</summary>
    /// <param name="room">Seconds until something may happen outside.</param>
    /// <returns>Its seconds; null when there is nothing to do.</returns>
    public abstract double? Begin(double room);

    /// <summary>Ends what was begun.</summary>
    /// <returns>The requests that are answered now.</returns>
    public abstract IReadOnlyList<int> End();

    /// <summary>The client went away. Not between <see cref="Begin"/> and <see cref="End"/>.</summary>
    public abstract void Remove(int id);

    bool HasRate(double now)
    {
        if (RequestsPerMinute is not { } rate) return true;
        bucket = Math.Min(rate * BucketSeconds / 60, bucket + (now - filledAt) * rate / 60);
        filledAt = now;
        if (bucket < 1) return false;
        bucket--;
        return true;
    }

    protected abstract void Send(int id, int prompt, int output);
}
