using Sluice.Pipeline.Concurrency;

namespace Sluice.Testing.Concurrency;

/// <summary>A bulk run in virtual time: so many records through one server, as many at once as a limiter allows.</summary>
/// <param name="seed">Draws the lengths of the answers.</param>
public sealed class VirtualRun(VirtualServer server, Limiter limiter, int records, int seed)
{
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
    int next, tenants, tenantNext = TenantIds, timeouts, refusals, lost;
    double now;
    double? backAt;
    double closedUntil;
    bool worked;

    public AnswerLengths Answers { get; init; } = AnswerLengths.Even(400, 1000);

    /// <summary>Tokens of each prompt.</summary>
    public int Prompt { get; init; } = 1500;

    /// <summary>Others on the same server.</summary>
    public IReadOnlyList<SecondTenant> Tenants { get; init; } = [];

    /// <summary>How fast the server is as the run goes on; null for the same all the time.</summary>
    public Pace? Pace { get; init; }

    /// <summary>Seconds before a server that was just started does its first work: it compiles, it fills its memory.</summary>
    public double ColdSeconds { get; init; }

    /// <summary>Seconds that a refusal asks the client to stay away; a client sends nothing until they are over. 0 asks for nothing.</summary>
    public double RetryAfter { get; init; }

    public Restart? Restart { get; init; }

    public VirtualRunResult Execute()
    {
        while (latencies.Count + lost < records)
        {
            Note();
            if (Restart is { } restart && backAt is null && latencies.Count >= restart.At * records) Die(restart);
            SendAll();
            while (tenants < TenantsWanted) SendTenant();

            var outside = Math.Min(NextSend(), NextDeadline());
            var slow = Pace?.TimesAsLong((double)latencies.Count / records) ?? 1;
            if (server.Begin(Math.Max(0, outside - now) / slow) is not { } seconds)
            {
                if (double.IsPositiveInfinity(outside)) throw new InvalidOperationException("nothing can happen any more");
                now = Math.Max(now, outside);
                GiveUpLate();
                continue;
            }

            now += seconds * slow + (worked ? 0 : ColdSeconds);
            worked = true;
            foreach (var id in server.End())
            {
                if (id >= TenantIds) tenants--;
                else Answered(id);
            }

            GiveUpLate();
        }

        return new VirtualRunResult(latencies.Count, now, latencies, moves, helds) { Lost = lost, Timeouts = timeouts, Refusals = refusals, Preemptions = server.Preemptions };
    }

    void Note()
    {
        if (moves.Count == 0 || moves[^1].Limit != limiter.Level) moves.Add((latencies.Count, limiter.Level));
        if (helds.Count == 0 || helds[^1].Limit != limiter.Held) helds.Add((latencies.Count, limiter.Held));
    }

    /// <summary>When a call may be sent that is not sent yet; infinity when another has to end first.</summary>
    double NextSend()
    {
        var again = retries.TryPeek(out _, out var at) ? at : double.PositiveInfinity;
        return now < closedUntil && (next < records || retries.Count > 0) ? closedUntil : again;
    }

    void SendAll()
    {
        if (now < closedUntil) return;
        while (calls.Count < limiter.Limit && now >= closedUntil && retries.TryPeek(out var id, out var at) && at <= now)
        {
            retries.Dequeue();
            Send(id);
        }

        // A record that waits to be sent again keeps its place, as a worker does.
        while (calls.Count + retries.Count < limiter.Limit && now >= closedUntil && next < records) Send(next++);
    }

    void Send(int id)
    {
        var output = Answers.Of(id, seed);
        limiter.Began(Now);
        calls[id] = new Call(now, output);
        if (now < backAt)
        {
            End(id, CallFate.Silent);
            Again(id);
            return;
        }

        if (server.TrySend(id, Prompt, output, now))
        {
            deadlines.Enqueue((id, now + CallLimit));
            return;
        }

        refusals++;
        if (RetryAfter > 0) closedUntil = now + RetryAfter;
        End(id, CallFate.NoRoom);
        Again(id);
    }

    void Again(int id) => retries.Enqueue(id, now + Pause * (0.5 + random.NextDouble()));

    int TenantsWanted => Tenants.Sum(tenant => latencies.Count >= tenant.From * records && latencies.Count < tenant.Until * records ? tenant.Concurrency : 0);

    void SendTenant()
    {
        tenants++;
        server.TrySend(tenantNext, Prompt, Answers.Of(tenantNext, seed), now);
        tenantNext++;
    }

    void Die(Restart restart)
    {
        backAt = now + restart.Seconds;
        foreach (var id in calls.Keys.ToList())
        {
            server.Remove(id);
            End(id, CallFate.Silent);
            Again(id);
        }
    }

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

    TimeSpan Now => TimeSpan.FromSeconds(now);

    readonly record struct Call(double Sent, int Output);
}
