using Sluice.Pipeline.Running;

namespace Sluice.Cli.Viewing;

/// <summary>Shows one run while it goes on. Called from one thread, but for <see cref="RecordFailed"/> and <see cref="Notice"/>.</summary>
internal abstract class RunView(TimeProvider time)
{
    public abstract void Started(RunHeadline headline);

    /// <summary>Shows snapshots until the run ended, the last one included.</summary>
    public virtual async Task WatchAsync(Func<RunProgress> progress, Task ended)
    {
        while (!ended.IsCompleted)
        {
            RunProgress snapshot = progress();
            Show(snapshot);
            using var waiting = new CancellationTokenSource();
            await Task.WhenAny(ended, Task.Delay(PauseAfter(snapshot), time, waiting.Token));
            await waiting.CancelAsync();
        }
        Show(progress());
    }

    /// <summary>A record was given up. Comes from the run's own threads: must be quick and safe to call from several.</summary>
    public virtual void RecordFailed(FailedRecord record)
    {
    }

    /// <summary>The first Ctrl-C or SIGTERM: calls in flight are still finished.</summary>
    public abstract void Draining();

    /// <summary>Something people should know, from the run's own threads.</summary>
    public abstract void Notice(string sentence);

    /// <summary>The run ended. What people read of it comes from <see cref="Running.RunSummary"/>.</summary>
    /// <param name="curves">The files that what was learned of the backends stands in.</param>
    public virtual void Finished(RunReport report, IReadOnlyList<string> curves, int exitCode)
    {
    }

    protected abstract void Show(RunProgress progress);

    /// <summary>Until the next snapshot is shown.</summary>
    protected abstract TimeSpan PauseAfter(RunProgress progress);
}
