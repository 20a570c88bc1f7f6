namespace Sluice.Testing.Concurrency;

/// <summary>A model server in virtual time, a step at a time.</summary>
public abstract class VirtualServer
{
    const double BucketSeconds = 10; // what may come at once after a pause

    readonly Bucket requests = new(), tokens = new();

    /// <summary>Requests it takes at once; what comes beyond is refused as with 429. Null refuses nothing.</summary>
    public int? Room { get; init; }

    /// <summary>Requests it takes in a minute, as a bucket that fills evenly; what comes faster is refused as with 429. Null for no limit.</summary>
    public double? RequestsPerMinute { get; init; }

    /// <summary>The same for tokens, of the prompt and of the answer.</summary>
    public double? TokensPerMinute { get; init; }

    public abstract int Held { get; }

    public abstract int Preemptions { get; }

    /// <returns>False: no room.</returns>
    public bool TrySend(int id, int prompt, int output, double now)
    {
        if (Held >= Room || !requests.Holds(RequestsPerMinute, 1, now) || !tokens.Holds(TokensPerMinute, prompt + output, now)) return false;
        requests.Take(1);
        tokens.Take(prompt + output);
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

    protected abstract void Send(int id, int prompt, int output);

    /// <summary>What is taken from it fills up again evenly.</summary>
    sealed class Bucket
    {
        double held, filledAt;

        /// <param name="perMinute">Null for no limit.</param>
        public bool Holds(double? perMinute, double cost, double now)
        {
            if (perMinute is not { } rate) return true;
            held = Math.Min(Math.Max(cost, rate * BucketSeconds / 60), held + (now - filledAt) * rate / 60);
            filledAt = now;
            return held >= cost;
        }

        public void Take(double cost) => held -= cost;
    }
}
