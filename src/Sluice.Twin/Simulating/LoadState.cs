namespace Sluice.Twin.Simulating;

/// <summary>The requests of one run as columns by id, and the arrivals that are still to come.</summary>
sealed class LoadState
{
    readonly Load _load;
    readonly double[] _arrivals;   // seconds at which servers see each request; filled up to _known
    int _known;
    int _next;
    double _latest;

    public LoadState(Load load)
    {
        _load = load;
        var count = load.Arrivals.Total;
        var random = new Random(load.Seed);
        (Prompt, Output, Replica) = (new int[count], new int[count], new int[count]);
        (Sent, First, Last, _arrivals) = (new double[count], new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++) (Prompt[i], Output[i]) = (load.Prompt.Draw(random), load.Output.Draw(random));
        Array.Fill(Last, double.NaN);
    }

    public int[] Prompt { get; }

    public int[] Output { get; }

    public int[] Replica { get; }

    public double[] Sent { get; }

    public double[] First { get; }

    public double[] Last { get; }

    public int Refused { get; private set; }

    public int PrefixTokens => _load.SharedPrefix;

    /// <summary>Answers cause new requests, so servers depend on one another.</summary>
    public bool Reacts => _load.Arrivals is Arrivals.ClosedLoop;

    /// <summary>When the next request is seen by a server; infinity when none is known.</summary>
    public double NextArrival => _next < _known ? _arrivals[_next] : double.PositiveInfinity;

    public int TakeArrival() => _next++;

    public void Start(double latency)
    {
        switch (_load.Arrivals)
        {
            case Arrivals.Burst burst:
                for (var i = 0; i < burst.Count; i++) Send(0, latency);
                break;
            case Arrivals.ClosedLoop loop:
                for (var i = 0; i < Math.Min(loop.Concurrency, loop.Count); i++) Send(0, latency);
                break;
            case Arrivals.Poisson poisson:
                var random = new Random(_load.Seed + 1);
                var at = 0.0;
                for (var i = 0; i < poisson.Count; i++)
                {
                    at += -Math.Log(1 - random.NextDouble()) / poisson.Rate;
                    Send(at, latency);
                }

                break;
            case Arrivals.Trace trace:
                foreach (var second in trace.Seconds) Send(second, latency);
                break;
        }
    }

    /// <summary>A request has ended: in a closed loop the next one is sent.</summary>
    public void Answered(double now, double latency)
    {
        if (Reacts && _known < Sent.Length) Send(now, latency);
    }

    public void Refuse(int id, double now, double latency)
    {
        Refused++;
        First[id] = double.NaN;
        Answered(now, latency);
    }

    void Send(double at, double latency)
    {
        if (at < _latest) throw new ArgumentException($"arrival {_known} at {at} s comes after one at {_latest} s; allowed: rising times");
        _latest = at;
        Sent[_known] = at;
        _arrivals[_known++] = at + latency;
    }
}
