using Sluice.Protocol.Failures;

namespace Sluice.Engine.Embedding;

/// <summary>Texts by arrival, and the one thread that computes them: each step takes as many texts as fit, of whichever requests they are.</summary>
internal sealed class EmbeddingQueue : IDisposable
{
    static readonly Failure Stopped = new(FailureReason.Cancelled, "The engine was stopped.");
    static readonly Failure Gone = new(FailureReason.Cancelled, "The client went away.");

    readonly EmbeddingContext context;
    readonly int stepTokens;
    readonly int stepTexts;
    readonly int limit;
    readonly Lock gate = new();
    readonly LinkedList<EmbeddingJob> jobs = [];
    readonly SemaphoreSlim wake = new(0);
    readonly Thread thread;
    bool stopping;
    int waiting; // texts

    /// <param name="context">Driven by this queue alone.</param>
    /// <param name="stepTokens">Most tokens of a step.</param>
    /// <param name="stepTexts">Most texts of a step.</param>
    /// <param name="limit">Texts that may wait.</param>
    public EmbeddingQueue(EmbeddingContext context, int stepTokens, int stepTexts, int limit)
    {
        this.context = context;
        this.stepTokens = stepTokens;
        this.stepTexts = stepTexts;
        this.limit = limit;
        thread = new Thread(Loop) { Name = "sluice-embed", IsBackground = true };
        thread.Start();
    }

    /// <summary>Texts that no step has taken yet.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Steps of the model since the start.</summary>
    public long Steps { get; private set; }

    /// <summary>Tokens of the texts that were computed.</summary>
    public long Tokens { get; private set; }

    public void Add(EmbeddingJob job)
    {
        lock (gate)
        {
            // One that finds nobody waiting is taken however long it is.
            if (stopping || (waiting > 0 && waiting + job.Texts.Count > limit))
            {
                job.Fail(stopping ? Stopped : new Failure(FailureReason.Capacity, $"{waiting} texts wait already; {limit} may.") { RetryAfter = TimeSpan.FromSeconds(1) });
                return;
            }
            jobs.AddLast(job);
            waiting += job.Texts.Count;
        }
        wake.Release();
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (stopping)
                return;
            stopping = true;
        }
        wake.Release();
        thread.Join();
    }

    void Loop()
    {
        while (true)
        {
            wake.Wait();
            while (TakeStep() is { Count: > 0 } step)
                Compute(step);
            lock (gate)
            {
                if (!stopping)
                    continue;
                foreach (var job in jobs)
                    job.Fail(Stopped);
                return;
            }
        }
    }

    // The texts of the next step, by arrival; none when nobody waits or the queue is stopped.
    List<(EmbeddingJob Job, int Text)> TakeStep()
    {
        var step = new List<(EmbeddingJob, int)>();
        var left = stepTokens;
        lock (gate)
        {
            while (!stopping && jobs.First?.Value is { } job && step.Count < stepTexts)
            {
                if (job.IsCancelled)
                {
                    job.Fail(Gone);
                    waiting -= job.Texts.Count - job.Next;
                    jobs.RemoveFirst();
                    continue;
                }
                var length = job.Texts[job.Next].Length;
                if (length > left)
                    break;
                left -= length;
                step.Add((job, job.Next++));
                waiting--;
                if (job.Next == job.Texts.Count)
                    jobs.RemoveFirst();
            }
        }
        return step;
    }

    void Compute(List<(EmbeddingJob Job, int Text)> step)
    {
        try
        {
            var vectors = context.Embed([.. step.Select(item => item.Job.Texts[item.Text])]);
            Steps++;
            Tokens += step.Sum(item => item.Job.Texts[item.Text].Length);
            for (var i = 0; i < step.Count; i++)
                step[i].Job.Take(step[i].Text, vectors[i]);
        }
        catch (EngineException problem)
        {
            foreach (var (job, _) in step)
                job.Fail(new Failure(FailureReason.Server, problem.Message));
        }
    }
}
