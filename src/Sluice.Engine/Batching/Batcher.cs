using System.Collections.Concurrent;
using Sluice.Engine.Batching.Aside;
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
    static readonly Failure Gone = new(FailureReason.Cancelled, "The client went away.");

    readonly KvMemory memory;
    readonly StreamPlaces places;
    readonly LongPrompts longPrompts;
    readonly ModelStep step;
    readonly TokenChooser chooser;
    readonly TimeProvider time;

    readonly ConcurrentQueue<DecodingStream> arrivals = new();
    readonly SemaphoreSlim wake = new(0);
    readonly List<(Generation, GenerationResult)> over = []; // told after the status, so that whoever sees an answer end sees its place free
    readonly AnswerTotals totals = new();
    readonly Thread thread;
    volatile bool stopping;
    TimeSpan busy;
    int inFlight;

    public Batcher(KvMemory memory, StreamPlaces places, LongPrompts longPrompts, ModelStep step, TokenChooser chooser, TimeProvider time)
    {
        this.memory = memory;
        this.places = places;
        this.longPrompts = longPrompts;
        longPrompts.WhenRead = () => wake.Release();
        this.step = step;
        this.chooser = chooser;
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
        // While a prompt is read aside and nobody writes, no step would notice.
        stream.WhenGone = stream.Generation.Cancellation.UnsafeRegister(static wake => ((SemaphoreSlim)wake!).Release(), wake);
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
            var start = time.GetTimestamp();
            TakeArrivals();
            DropCancelled();
            places.Admit(step.Count);
            longPrompts.Arrange(places.Running, places.Waiting);
            step.ThreadLimit = longPrompts.ThreadsLeft;
            MakeRoom();
            if (step.HasWork)
                Step();
            busy += time.GetElapsedTime(start);
            Publish();
            if (places.AreEmpty || (places.Running.Count > 0 && !step.HasWork))
                wake.Wait(); // for a request, or for a prompt that is read aside
        }
        longPrompts.Dispose();
        foreach (var stream in places.TakeAll())
            over.Add((stream.Generation, stream.End(Stopped)));
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
            places.Enqueue(stream);
    }

    void DropCancelled()
    {
        foreach (var stream in places.TakeCancelledWaiting())
            over.Add((stream.Generation, stream.End(Gone)));
        foreach (var stream in places.Running.Where(stream => stream.IsCancelled).ToArray())
            End(stream, stream.End(Gone));
    }

    // The oldest stream alone always fits, because no request may be longer than the pool: this ends.
    void MakeRoom()
    {
        while (!memory.MakeFree(step.Plan(places.Running, places.Waiting)))
            places.Preempt();
    }

    void Step()
    {
        var outcome = step.Run(places.Running);
        if (outcome == 0)
            Advance();
        else if (outcome == 1 && places.Running.Count > 1)
            places.Preempt(); // llama.cpp found no room although the count says there is: one fewer, and again
        else
            Break($"llama.cpp could not run a step of {step.Tokens} tokens (code {outcome}). {NativeLog.TakeLines()}".TrimEnd());
    }

    void Advance()
    {
        step.ScorePrompts(places.Running, chooser);
        for (var i = places.Running.Count - 1; i >= 0; i--) // backwards: one that ends leaves the list
        {
            var stream = places.Running[i];
            if (step.Scores(i) is { IsEmpty: false } scores && stream.Advance(chooser, scores) is { } result)
                End(stream, result);
        }
    }

    void End(DecodingStream stream, GenerationResult result)
    {
        places.Remove(stream);
        memory.Keep(stream, step.Count);
        over.Add((stream.Generation, result));
    }

    void Break(string problem)
    {
        foreach (var stream in places.Running.ToArray())
        {
            places.Remove(stream);
            memory.Drop(stream);
            over.Add((stream.Generation, stream.End(new Failure(FailureReason.Server, problem))));
        }
        memory.ForgetKept();
    }

    void Publish()
    {
        foreach (var (_, result) in over)
            totals.Add(result);
        Status = totals.On(new EngineStatus
        {
            Running = places.Running.Count,
            Waiting = places.Waiting + arrivals.Count,
            KeptPrefixes = memory.KeptCount,
            KvUsed = memory.Used,
            KvCapacity = memory.Capacity,
            Steps = step.Count,
            ModelTime = step.Time,
            BusyTime = busy,
            Preemptions = places.Preemptions,
            PromptsReadAside = longPrompts.Count,
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
