namespace Sluice.Testing.Concurrency;

/// <summary>Several servers behind one address: each request goes to the one that holds the fewest.</summary>
/// <param name="newReplica">Servers without a limit of their own.</param>
public sealed class RouterVirtualServer(int replicas, Func<CurveVirtualServer> newReplica) : VirtualServer
{
    readonly Replica[] all = [.. Enumerable.Range(0, replicas).Select(_ => new Replica(newReplica()))];
    readonly Dictionary<int, Replica> homes = [];
    double step;

    public override int Held => all.Sum(replica => replica.Server.Held);

    public override int Preemptions => 0;

    public override double? Begin(double room)
    {
        foreach (var replica in all) replica.Left ??= replica.Server.Begin(Math.Min(room, 0.25));
        if (all.Min(replica => replica.Left) is not { } soonest) return null;
        return step = soonest;
    }

    public override IReadOnlyList<int> End()
    {
        List<int> done = [];
        foreach (var replica in all)
        {
            replica.Left -= step;
            if (replica.Left is not <= 1e-12) continue;
            replica.Left = null;
            done.AddRange(replica.Server.End());
        }

        foreach (var id in done) homes.Remove(id);
        return done;
    }

    public override void Remove(int id)
    {
        if (homes.Remove(id, out var home)) home.Server.Remove(id);
    }

    protected override void Send(int id, int prompt, int output)
    {
        var home = homes[id] = all.MinBy(replica => replica.Server.Held)!;
        home.Server.TrySend(id, prompt, output, 0);
    }

    sealed class Replica(CurveVirtualServer server)
    {
        public CurveVirtualServer Server => server;

        /// <summary>Seconds until its step ends; null while it has none.</summary>
        public double? Left { get; set; }
    }
}
