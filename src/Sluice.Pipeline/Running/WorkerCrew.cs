namespace Sluice.Pipeline.Running;

/// <summary>Workers side by side, as many as are wanted at the moment: others join when more are wanted, and one leaves after its record when fewer are.</summary>
/// <param name="wanted">Asked after each record.</param>
/// <param name="work">Does one record; false when there is none left.</param>
internal sealed class WorkerCrew(Func<int> wanted, Func<Task<bool>> work)
{
    readonly Lock gate = new();
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<Exception> faults = [];
    int alive;
    bool done;

    /// <summary>Until nothing is left and all workers have gone.</summary>
    public Task RunAsync()
    {
        Join();
        return ended.Task;
    }

    void Join()
    {
        while (true)
        {
            lock (gate)
            {
                if (done || alive >= Math.Max(1, wanted())) return;
                alive++;
            }

            _ = WorkAsync();
        }
    }

    async Task WorkAsync()
    {
        await Task.Yield();
        try
        {
            while (await work())
            {
                Join();
                if (Leaves()) return;
            }

            lock (gate) done = true;
        }
        catch (Exception fault)
        {
            lock (gate)
            {
                done = true;
                faults.Add(fault);
            }
        }

        Leave();
    }

    bool Leaves()
    {
        lock (gate)
        {
            if (alive <= Math.Max(1, wanted())) return false;
            alive--;
            return true;
        }
    }

    void Leave()
    {
        lock (gate)
        {
            if (--alive > 0) return;
            if (faults.Count > 0) ended.TrySetException(faults);
            else ended.TrySetResult();
        }
    }
}
