using Sluice.Bench.Events;

namespace Sluice.Bench.Servers;

/// <summary>Reads a server's <c>/metrics</c> twice a second while a level runs, and sums it up. Disposing without <see cref="EndAsync"/> forgets it.</summary>
public sealed class MetricsWatch : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    readonly SideChannel _side;
    readonly CancellationTokenSource _stop = new();
    readonly List<Dictionary<string, double>> _samples = [];
    readonly Task _watching;

    MetricsWatch(SideChannel side, TimeProvider time, Dictionary<string, double> first)
    {
        _side = side;
        _samples.Add(first);
        _watching = Task.Run(() => WatchAsync(time));
    }

    /// <summary>Null when the server has no metrics that we can read.</summary>
    public static async Task<MetricsWatch?> BeginAsync(SideChannel side, TimeProvider time, CancellationToken ct)
    {
        if (await side.GetAsync("/metrics", ct).ConfigureAwait(false) is not { } text) return null;
        var first = PrometheusText.Read(text);
        return MetricNames.Of(first) is null ? null : new MetricsWatch(side, time, first);
    }

    public async Task<ServerLoad> EndAsync(CancellationToken ct)
    {
        await DisposeAsync().ConfigureAwait(false);
        if (await _side.GetAsync("/metrics", ct).ConfigureAwait(false) is { } text) _samples.Add(PrometheusText.Read(text));
        return ServerLoads.Of(_samples);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stop.Dispose();
    }

    async Task WatchAsync(TimeProvider time)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pause, time, _stop.Token).ConfigureAwait(false);
                if (await _side.GetAsync("/metrics", _stop.Token).ConfigureAwait(false) is { } text) _samples.Add(PrometheusText.Read(text));
            }
        }
        catch (OperationCanceledException)
        {
            // The level ended.
        }
    }
}
