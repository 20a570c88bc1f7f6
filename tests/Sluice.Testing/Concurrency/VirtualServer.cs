namespace Sluice.Testing.Concurrency;

/// <summary>A model server in virtual time, a step at a time.</summary>
public abstract class VirtualServer
{
    /// <summary>Requests it takes at once; what comes beyond is refused as with 429. Null refuses nothing.</summary>
    public int? Room { get; init; }

    public abstract int Held { get; }

    public abstract int Preemptions { get; }

    /// <returns>False: no room.</returns>
    public bool TrySend(int id, int prompt, int output)
    {
        if (Held >= Room) return false;
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
}
