namespace Sluice.Testing.Concurrency.HeldOut;

/// <summary>
/// A model server as a fluid: between two events every request that writes gets tokens evenly, so that time passes from event to event and a run of
/// 20,000 records takes a fraction of a second. It has what real ones have: slots and a queue, a cache that fills and throws requests out, prompts
/// that are read beside the answers, weather, calls that are slower than others.
/// </summary>
/// <param name="rate">Tokens per second with so many requests writing.</param>
public sealed class FluidServer(Func<double, double> rate) : VirtualServer
{
    const double CacheLeft = 0.01; // of the cache, which stays free when a prompt is let in (vLLM's watermark)
    const double WeatherSeconds = 2;
    const double Nothing = 1e-9;

    readonly LinkedList<Job> waiting = [];
    readonly LinkedList<Job> reading = [];
    readonly PriorityQueue<Job, double> writing = new();
    readonly List<Job> admitted = []; // of those that write, the youngest last
    readonly Dictionary<int, Job> jobs = [];
    readonly List<int> done = [];
    readonly Random random = new(1);
    int writes, preemptions;
    double served, cached, step, weather, untilWeather;

    /// <summary>Requests that run at once; the others wait in order.</summary>
    public int Slots { get; init; } = int.MaxValue;

    /// <summary>Prompt tokens per second; infinite where nothing is to be seen of prompts.</summary>
    public double Prefill { get; init; } = double.PositiveInfinity;

    /// <summary>Prompt tokens of one step, in which each request that writes gets one token.</summary>
    public double Budget { get; init; } = 2048;

    /// <summary>Tokens of prompts and answers that fit the cache.</summary>
    public double Cache { get; init; } = double.PositiveInfinity;

    /// <summary>By what share each waiting request slows the rest down.</summary>
    public double QueueDrag { get; init; }

    /// <summary>Sigma of the lognormal factor on the work of each call.</summary>
    public double Unequal { get; init; }

    /// <summary>Standard deviation of the rate as a share of it, over time; stretches of about a minute are alike.</summary>
    public double Weather { get; init; }

    public override int Held => jobs.Count;

    public override int Preemptions => preemptions;

    public override double? Begin(double room)
    {
        if (jobs.Count == 0) return null;
        Admit();
        var next = Next();
        return step = room > Nothing ? Math.Min(next, room) : next;
    }

    public override IReadOnlyList<int> End()
    {
        Advance(step);
        return done;
    }

    /// <summary>Time passes, no further than <see cref="Next"/>.</summary>
    /// <returns>The requests that are answered now.</returns>
    public IReadOnlyList<int> Advance(double seconds)
    {
        done.Clear();
        var (write, read) = Speeds();
        served += write * seconds;
        cached += writes * write * seconds;
        if (reading.First is { } first && (first.Value.Prompt -= read * seconds) <= Nothing)
        {
            reading.RemoveFirst();
            Write(first.Value);
        }

        while (writing.TryPeek(out var job, out var end) && (job.Gone || end <= served + 1e-7))
        {
            writing.Dequeue();
            if (job.Gone) continue;
            Leave(job);
            jobs.Remove(job.Id);
            done.Add(job.Id);
        }

        while (cached >= Cache && writes > 1) Preempt();
        if (Weather > 0 && (untilWeather -= seconds) <= Nothing) Turn();
        Admit();
        return done;
    }

    /// <summary>Seconds until something happens here; infinite when nothing can.</summary>
    public double Next()
    {
        var (write, read) = Speeds();
        while (writing.TryPeek(out var gone, out _) && gone.Gone) writing.Dequeue();
        var next = Weather > 0 ? Math.Max(untilWeather, 1e-6) : double.PositiveInfinity;
        if (reading.First is { } first) next = Math.Min(next, first.Value.Prompt / read);
        if (writing.TryPeek(out _, out var end)) next = Math.Min(next, Math.Max(0, end - served) / write);
        if (writes > 1) next = Math.Min(next, Math.Max(0, Cache - cached) / (writes * write));
        return Math.Max(next, 1e-7);
    }

    public override void Remove(int id)
    {
        if (!jobs.Remove(id, out var job)) return;
        if (job.Writes) Leave(job);
        else if (reading.Remove(job)) cached -= job.Size;
        else waiting.Remove(job);
        job.Gone = true;
    }

    protected override void Send(int id, int prompt, int output)
    {
        var factor = Unequal == 0 ? 1 : Math.Exp(Unequal * Normal() - Unequal * Unequal / 2);
        var job = new Job(id) { Prompt = prompt, Size = prompt, Left = Math.Max(1, output * factor) };
        jobs[id] = job;
        waiting.AddLast(job);
        Admit();
    }

    /// <summary>Tokens per second of each request that writes, and prompt tokens per second of the one that is read.</summary>
    (double Write, double Read) Speeds()
    {
        var drag = (1 + QueueDrag * waiting.Count) / Math.Exp(weather);
        var one = writes > 0 ? writes / rate(writes) * drag : 0;
        if (reading.Count == 0) return (writes > 0 ? 1 / one : 0, 0);
        var whole = one + Budget / Prefill * drag;
        return (writes > 0 ? 1 / whole : 0, Budget / whole);
    }

    void Admit()
    {
        while (waiting.First is { Value: var job } && writes + reading.Count < Slots && (writes + reading.Count == 0 || cached + job.Size <= (1 - CacheLeft) * Cache))
        {
            waiting.RemoveFirst();
            cached += job.Size;
            if (double.IsPositiveInfinity(Prefill)) Write(job);
            else
            {
                job.Prompt = job.Size;
                reading.AddLast(job);
            }
        }
    }

    void Write(Job job)
    {
        (job.Writes, job.Since) = (true, served);
        writes++;
        admitted.Add(job);
        writing.Enqueue(job, served + job.Left);
    }

    void Leave(Job job)
    {
        job.Writes = false;
        writes--;
        cached -= job.Size + served - job.Since;
        admitted.Remove(job);
        if (writes == 0 && reading.Count == 0) cached = 0; // no rounding is carried on
    }

    /// <summary>The youngest is thrown out and begins again later, with what it wrote as a part of its prompt.</summary>
    void Preempt()
    {
        var job = admitted[^1];
        var wrote = served - job.Since;
        Leave(job);
        job.Gone = true;
        preemptions++;
        jobs[job.Id] = waiting.AddFirst(new Job(job.Id) { Size = job.Size + wrote, Left = Math.Max(1e-3, job.Left - wrote) }).Value;
    }

    /// <summary>The next stretch of weather: an autoregression whose memory is a minute.</summary>
    void Turn()
    {
        untilWeather = WeatherSeconds;
        var memory = Math.Exp(-WeatherSeconds / 60);
        weather = memory * weather + Math.Sqrt(1 - memory * memory) * Weather * Normal();
    }

    double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <param name="id">A record may come again under the same.</param>
    sealed class Job(int id)
    {
        public int Id => id;

        /// <summary>Prompt tokens still to be read.</summary>
        public double Prompt { get; set; }

        /// <summary>Tokens that it brings into the cache.</summary>
        public double Size { get; init; }

        /// <summary>Tokens still to be written when it begins to write.</summary>
        public double Left { get; init; }

        /// <summary>What each request had been given when this one began to write.</summary>
        public double Since { get; set; }

        public bool Writes { get; set; }

        /// <summary>It left, and is still in the queue of ends.</summary>
        public bool Gone { get; set; }
    }
}
