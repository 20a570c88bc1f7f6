using Sluice.Pipeline.Concurrency;

namespace Sluice.Testing.Concurrency;

/// <summary>A bulk run in virtual time: so many records through one server, as many at once as a limiter allows.</summary>
/// <param name="seed">Draws the lengths of the answers.</param>
public sealed class VirtualRun(VirtualServer server, Limiter limiter, int records, int seed)
{
    const int Prompt = 1500;
    const int ShortestAnswer = 400, LongestAnswer = 1000;
    const double CallLimit = 600, Pause = 2;
    const int Tries = 3; // a record whose calls all took too long is given up
    const int TenantIds = 100_000_000;

    readonly Random random = new(seed);
    readonly PriorityQueue<int, double> retries = new();
    readonly Queue<(int Id, double Deadline)> deadlines = new();
    readonly Dictionary<int, Call> calls = [];
    readonly List<double> latencies = [];
    readonly List<(int Answers, int Limit)> moves = [], helds = [];
    readonly Dictionary<int, int> late = [];
    int next, tenantNext = TenantIds, timeouts, refusals, lost;
    double now;

    /// <summary>A second tenant that appears when this share of the records is answered, and keeps so many requests in flight.</summary>
    public (double Share, int Concurrency)? Tenant { get; init; }

    public VirtualRunResult Execute()
    {
        var tenants = 0;
        while (latencies.Count + lost < records)
        {
            Note();
            SendAll();
            if (Tenant is { } tenant && latencies.Count >= tenant.Share * records)
            {
                for (; tenants < tenant.Concurrency; tenants++) SendTenant();
            }

            var outside = Math.Min(retries.TryPeek(out _, out var again) ? again : double.PositiveInfinity, NextDeadline());
            if (server.Begin(Math.Max(0, outside - now)) is not { } seconds)
            {
                if (double.IsPositiveInfinity(outside)) throw new InvalidOperationException("nothing can happen any more");
                now = Math.Max(now, outside);
                GiveUpLate();
                continue;
            }

            now += seconds;
            foreach (var id in server.End())
            {
                if (id >= TenantIds) SendTenant();
                else Answered(id);
            }

            GiveUpLate();
        }

        return new VirtualRunResult(latencies.Count, now, latencies, moves, helds) { Lost = lost, Timeouts = timeouts, Refusals = refusals, Preemptions = server.Preemptions };
    }

    void Note()
    {
        if (moves.Count == 0 || moves[^1].Limit != limiter.Limit) moves.Add((latencies.Count, limiter.Limit));
        if (helds.Count == 0 || helds[^1].Limit != limiter.Held) helds.Add((latencies.Count, limiter.Held));
    }

    void SendAll()
    {
        while (calls.Count < limiter.Limit && retries.TryPeek(out var id, out var at) && at <= now)
        {
            retries.Dequeue();
            Send(id);
        }

        // A record that waits to be sent again keeps its place, as a worker does.
        while (calls.Count + retries.Count < limiter.Limit && next < records) Send(next++);
    }

    void Send(int id)
    {
        var output = OutputOf(id);
        limiter.Began(Now);
        calls[id] = new Call(now, output);
        if (server.TrySend(id, Prompt, output))
        {
            deadlines.Enqueue((id, now + CallLimit));
            return;
        }

        refusals++;
        End(id, CallFate.NoRoom);
        retries.Enqueue(id, now + Pause * (0.5 + random.NextDouble()));
    }

    void SendTenant() => server.TrySend(tenantNext++, Prompt, random.Next(ShortestAnswer, LongestAnswer + 1));

    void Answered(int id)
    {
        latencies.Add(now - calls[id].Sent);
        End(id, CallFate.Accepted);
    }

    double NextDeadline()
    {
        while (deadlines.TryPeek(out var first) && !IsRunning(first)) deadlines.Dequeue();
        return deadlines.TryPeek(out var next) ? next.Deadline : double.PositiveInfinity;
    }

    bool IsRunning((int Id, double Deadline) entry) => calls.TryGetValue(entry.Id, out var call) && call.Sent + CallLimit == entry.Deadline;

    void GiveUpLate()
    {
        while (NextDeadline() <= now)
        {
            var id = deadlines.Dequeue().Id;
            server.Remove(id);
            timeouts++;
            End(id, CallFate.Spent);
            if ((late[id] = late.GetValueOrDefault(id) + 1) < Tries) retries.Enqueue(id, now);
            else lost++;
        }
    }

    void End(int id, CallFate fate)
    {
        calls.Remove(id, out var call);
        limiter.Ended(Now, new CallEnd(fate, TimeSpan.FromSeconds(now - call.Sent), fate == CallFate.Accepted ? call.Output : null), calls.Count);
        Note();
    }

    /// <summary>By record, so that every limiter gets the same records.</summary>
    int OutputOf(int id) => ShortestAnswer + (int)(Mix((uint)id * 2654435761u + (uint)seed) % (LongestAnswer - ShortestAnswer + 1));

    static uint Mix(uint x)
    {
        x ^= x >> 16;
        x *= 0x7feb352d;
        x ^= x >> 15;
        x *= 0x846ca68b;
        return x ^ (x >> 16);
    }

    TimeSpan Now => TimeSpan.FromSeconds(now);

    readonly record struct Call(double Sent, int Output);
}
