using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;

namespace Sluice.Cli.Running;

/// <summary>Ctrl-C and SIGTERM as a run understands them: the first finishes what is in flight, the second, or the end of the time for it, cuts it off.</summary>
internal sealed class StopRequests : IDisposable
{
    private readonly CancellationTokenSource drain = new(), abort = new();
    private readonly Terminal terminal;
    private readonly TimeSpan grace;
    private readonly IDisposable listening;
    private ITimer? limit;
    private int asked;

    /// <param name="grace">How long calls in flight may take to finish; null takes <see cref="DefaultGrace"/>.</param>
    public StopRequests(Terminal terminal, TimeSpan? grace = null)
    {
        (this.terminal, this.grace) = (terminal, grace ?? DefaultGrace);
        listening = terminal.OnStopSignal(Asked);
    }

    /// <summary>Kubernetes kills 30 s after SIGTERM unless told otherwise; what is cut before is told and cleaned up.</summary>
    public static TimeSpan DefaultGrace { get; } = TimeSpan.FromSeconds(25);

    public CancellationToken Drain => drain.Token;

    public CancellationToken Abort => abort.Token;

    /// <summary>Says that the run drains; null while there is nothing to drain, since no run began.</summary>
    public Action? Draining { get; set; }

    public void Dispose()
    {
        listening.Dispose();
        limit?.Dispose();
        drain.Dispose();
        abort.Dispose();
    }

    private void Asked()
    {
        switch (Interlocked.Increment(ref asked))
        {
            case 1:
                Draining?.Invoke();
                drain.Cancel();
                limit = terminal.Time.CreateTimer(_ => GraceIsOver(), null, grace, Timeout.InfiniteTimeSpan);
                break;
            case 2:
                terminal.Error.WriteLine(StopText.Aborting);
                abort.Cancel();
                break;
        }
    }

    private void GraceIsOver()
    {
        if (Interlocked.CompareExchange(ref asked, 2, 1) != 1) return;
        terminal.Error.WriteLine(StopText.GraceOver);
        abort.Cancel();
    }
}
