namespace Sluice.Testing.Concurrency.HeldOut;

/// <summary>Several servers behind one address.</summary>
/// <param name="pick">Which of them gets the next request.</param>
public sealed class FluidRouter(IReadOnlyList<FluidServer> replicas, Func<IReadOnlyList<FluidServer>, int> pick) : VirtualServer
{
    readonly Dictionary<int, FluidServer> homes = [];
    double step;

    public override int Held => replicas.Sum(replica => replica.Held);

    public override int Preemptions => replicas.Sum(replica => replica.Preemptions);

    public override double? Begin(double room)
    {
        if (Held == 0) return null;
        var next = replicas.Where(replica => replica.Held > 0).Min(replica => replica.Next());
        return step = room > 1e-9 ? Math.Min(next, room) : next;
    }

    public override IReadOnlyList<int> End()
    {
        List<int> done = [.. replicas.SelectMany(replica => replica.Advance(step))];
        foreach (var id in done) homes.Remove(id);
        return done;
    }

    public override void Remove(int id)
    {
        if (homes.Remove(id, out var home)) home.Remove(id);
    }

    protected override void Send(int id, int prompt, int output)
    {
        var home = homes[id] = replicas[pick(replicas)];
        home.TrySend(id, prompt, output, 0);
    }
}
