using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;

namespace Sluice.Cli.Running;

/// <summary>Ctrl-C and SIGTERM as a run understands them: the first finishes what is in flight, the second cuts it off.</summary>
internal sealed class StopRequests : IDisposable
{
    private readonly CancellationTokenSource drain = new(), abort = new();
    private readonly TextWriter error;
    private readonly IDisposable listening;
    private int asked;

    public StopRequests(Terminal terminal)
    {
        error = terminal.Error;
        listening = terminal.OnStopSignal(Asked);
    }

    public CancellationToken Drain => drain.Token;

    public CancellationToken Abort => abort.Token;

    /// <summary>Says that the run drains; null while there is nothing to drain, since no run began.</summary>
    public Action? Draining { get; set; }

    public void Dispose()
    {
        listening.Dispose();
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
                break;
            case 2:
                error.WriteLine(StopText.Aborting);
                abort.Cancel();
                break;
        }
    }
}
