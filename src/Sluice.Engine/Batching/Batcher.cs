using System.Collections.Concurrent;
using Sluice.Engine.Native;
using Sluice.Engine.Sampling;
using Sluice.Protocol.Failures;

namespace Sluice.Engine.Batching;

/// <summary>
/// Continuous batching: the one thread that drives the native context. Requests join and leave between steps; each step
/// takes one token of every answer being written and a piece of the prompts being read.
/// </summary>
internal sealed class Batcher : IDisposable
{
    static readonly Failure Stopped = new(FailureReason.Cancelled, "The engine was stopped.");

    readonly DecodeContext context;
    readonly KvMemory memory;
    readonly TokenChooser chooser;
    readonly StepLimits limits;
    readonly StepThreads threads;
    readonly int parallel;
    readonly TimeProvider time;

    readonly ConcurrentQueue<DecodingStream> arrivals = new();
    readonly SemaphoreSlim wake = new(0);
    readonly LinkedList<DecodingStream> waiting = new(); // by arrival
    readonly List<DecodingStream> running = [];          // by arrival
    readonly List<int> counts = [];
    readonly List<int> scoreIndexes = [];
    readonly List<(Generation, GenerationResult)> over = []; // told after the status, so that whoever sees an answer end sees its place free
    readonly AnswerTotals totals = new();
    readonly Thread thread;
    volatile bool stopping;
    long steps;
    int inFlight;
    long preemptions;

    public Batcher(DecodeContext context, KvMemory memory, TokenChooser chooser, StepLimits limits, StepThreads threads, int parallel, TimeProvider time)
    {
        this.context = context;
        this.memory = memory;
        this.chooser = chooser;
        this.limits = limits;
        this.threads = threads;
        this.parallel = parallel;
        this.time = time;
        Status = new EngineStatus { KvCapacity = memory.Capacity };
        thread = new Thread(Loop) { Name = "sluice-decode", IsBackground = true };
        thread.Start();
    }

    /// <summary>As of the last step.</summary>
    public EngineStatus Status { get; private set; }

    /// <summary>Takes one of so many places for answers that are not over; false when all are taken. A stream that is added needs one.</summary>
    public bool TryReserve(int limit)
    {
        if (Interlocked.Increment(ref inFlight) <= limit)
            return true;
        Interlocked.Decrement(ref inFlight);
        return false;
    }

    public void Add(DecodingStream stream)
    {
        arrivals.Enqueue(stream);
        if (stopping)
            RefuseArrivals();
        else
            wake.Release();
    }

    /// <summary>Ends every stream as cancelled after the step that runs, and the thread with them.</summary>
    public void Dispose()
    {
        if (stopping)
            return;
        stopping = true;
        wake.Release();
        thread.Join();
        RefuseArrivals();
    }

    void Loop()
    {
        while (!stopping)
        {
            TakeArrivals();
            DropCancelled();
            Admit();
            MakeRoom();
            if (running.Count > 0)
                Step();
            Publish();
            if (running.Count == 0 && waiting.Count == 0)
                wake.Wait();
        }
        foreach (var stream in running.Concat(waiting))
            over.Add((stream.Generation, stream.End(Stopped)));
        running.Clear();
        waiting.Clear();
        Publish();
    }

    void RefuseArrivals()
    {
        while (arrivals.TryDequeue(out var stream))
            Finish(stream.Generation, stream.End(Stopped));
    }

    void TakeArrivals()
    {
        while (arrivals.TryDequeue(out var stream))
            waiting.AddLast(stream);
    }

    void DropCancelled()
    {
        var gone = new Failure(FailureReason.Cancelled, "The client went away.");
        for (var node = waiting.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.IsCancelled)
            {
                over.Add((node.Value.Generation, node.Value.End(gone)));
                waiting.Remove(node);
            }
            node = next;
        }
        foreach (var stream in running.Where(stream => stream.IsCancelled).ToArray())
            End(stream, stream.End(gone));
    }

    void Admit()
    {
        // One that waits for a beginning another stream is reading holds nobody up; one that waits for room holds up
        // all after it, so that large prompts are not starved by small ones.
        for (var node = waiting.First; node is not null && running.Count < parallel;)
        {
            var next = node.Next;
            var stream = node.Value;
            var shares = stream.Generation.Request.SharePrefix;
            var match = shares ? memory.FindPrefix(stream.Tokens, running) : PrefixMatch.None;
            if (!shares || !IsBeingRead(stream, match.Length))
            {
                if (!memory.HasRoom(stream.Tokens.Length, match, Promised()))
                    return;
                waiting.Remove(node);
                memory.Start(stream, match, steps);
                running.Insert(running.FindLastIndex(other => other.Arrival < stream.Arrival) + 1, stream);
            }
            node = next;
        }
    }

    // Whether a running stream is going to read more of this one's beginning than is there now.
    bool IsBeingRead(DecodingStream stream, int present)
    {
        if (!memory.SharesPrefixes)
            return false;
        var wanted = stream.Tokens[..^1];
        foreach (var other in running)
        {
            if (other.IsReading && wanted.CommonPrefixLength(other.Tokens) > present)
                return true;
        }
        return false;
    }

    // Cells that the running streams need for what they have not read, and a little for what they are going to write.
    int Promised()
    {
        const int ahead = 32; // tokens for each stream to write before room can run out; else an admission is soon undone
        var promised = 0;
        foreach (var stream in running)
            promised += stream.Pending + ahead;
        return promised;
    }

    void Step()
    {
        context.ClearBatch();
        scoreIndexes.Clear();
        for (var i = 0; i < running.Count; i++)
            scoreIndexes.Add(AddToBatch(running[i], counts[i]));

        var outcome = Decode();
        steps++;
        if (outcome == 0)
        {
            Advance();
            return;
        }
        for (var i = 0; i < running.Count; i++)
            memory.GiveBack(running[i], counts[i]);
        if (outcome == 1 && running.Count > 1)
            Preempt(); // llama.cpp found no room although the count says there is: one fewer, and again
        else
            Break($"llama.cpp could not run a step of {context.BatchCount} tokens (code {outcome}). {NativeLog.TakeLines()}".TrimEnd());
    }

    int Decode()
    {
        var tokens = context.BatchCount;
        var count = threads.For(tokens);
        context.SetThreads(threads.For(1), count);
        var start = time.GetTimestamp();
        var outcome = context.Decode();
        threads.Took(tokens, count, time.GetElapsedTime(start));
        return outcome;
    }

    // The oldest stream alone always fits, because no request may be longer than the pool: this ends.
    void MakeRoom()
    {
        while (!memory.MakeFree(StepPlan.Fill(running, limits, counts)))
            Preempt();
    }

    // The youngest gives its place back and reads again later; what it wrote stays.
    void Preempt()
    {
        var youngest = running[^1];
        running.RemoveAt(running.Count - 1);
        memory.Drop(youngest);
        preemptions++;
        var before = waiting.First;
        while (before is not null && before.Value.Arrival < youngest.Arrival)
            before = before.Next;
        if (before is null)
            waiting.AddLast(youngest);
        else
            waiting.AddBefore(before, youngest);
    }

    /// <returns>The index of the scores in the batch; -1 when the prompt is not read to its end in this step.</returns>
    int AddToBatch(DecodingStream stream, int count)
    {
        var from = stream.Computed;
        var tokens = stream.Tokens.Slice(from, count);
        var wantsScores = count > 0 && from + count == stream.Tokens.Length;
        var index = -1;
        for (var i = 0; i < count; i++)
            index = context.Add(tokens[i], from + i, stream.Slot, wantsScores && i == count - 1);
        memory.Take(stream, count);
        return wantsScores ? index : -1;
    }

    void Advance()
    {
        for (var i = running.Count - 1; i >= 0; i--) // backwards: one that ends leaves the list
        {
            if (scoreIndexes[i] >= 0 && running[i].Advance(chooser, context.Logits(scoreIndexes[i])) is { } result)
                End(running[i], result);
        }
    }

    void End(DecodingStream stream, GenerationResult result)
    {
        running.Remove(stream);
        memory.Keep(stream, steps);
        over.Add((stream.Generation, result));
    }

    void Break(string problem)
    {
        foreach (var stream in running)
        {
            memory.Drop(stream);
            over.Add((stream.Generation, stream.End(new Failure(FailureReason.Server, problem))));
        }
        running.Clear();
        memory.ForgetKept();
    }

    void Publish()
    {
        foreach (var (_, result) in over)
            totals.Add(result);
        Status = totals.On(new EngineStatus
        {
            Running = running.Count,
            Waiting = waiting.Count + arrivals.Count,
            KeptPrefixes = memory.KeptCount,
            KvUsed = memory.Used,
            KvCapacity = memory.Capacity,
            Steps = steps,
            Preemptions = preemptions,
        });
        foreach (var (generation, result) in over)
            Finish(generation, result);
        over.Clear();
    }

    void Finish(Generation generation, GenerationResult result)
    {
        Interlocked.Decrement(ref inFlight);
        generation.Finish(result);
    }
}
