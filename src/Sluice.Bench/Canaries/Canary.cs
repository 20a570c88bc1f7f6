using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Sluice.Bench.Events;

namespace Sluice.Bench.Canaries;

/// <summary>
/// Sends itself a byte over a loopback socket every 20 ms, on the same threads and through the same socket code as the streams, and notes how long
/// it was on its way: as late as that are the times of chunks. Beside it the process's CPU and its pauses for garbage collection.
/// </summary>
public sealed class Canary : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>An hour of them; later ones are not kept.</summary>
    const int MostSamples = 180_000;

    readonly TimeProvider _time;
    readonly CancellationTokenSource _stop = new();
    readonly Socket _from;
    readonly Socket _to;
    readonly List<double> _lags = new(4096);
    readonly long _began;
    readonly TimeSpan _cpu = ProcessTime();
    readonly TimeSpan _pauses = GC.GetTotalPauseDuration();
    readonly SemaphoreSlim _heard = new(0);
    readonly Task _singing;
    readonly Task _listening;
    long _sent;

    Canary(TimeProvider time, Socket from, Socket to)
    {
        (_time, _from, _to) = (time, from, to);
        _began = time.GetTimestamp();
        _listening = Task.Run(ListenAsync);
        _singing = Task.Run(SingAsync);
    }

    public static async Task<Canary> BeginAsync(TimeProvider time, CancellationToken ct)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var from = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await from.ConnectAsync(listener.LocalEndPoint!, ct).ConfigureAwait(false);
        return new Canary(time, from, await listener.AcceptAsync(ct).ConfigureAwait(false));
    }

    public async Task<ClientHealth> EndAsync()
    {
        var wall = _time.GetElapsedTime(_began);
        await DisposeAsync().ConfigureAwait(false);
        var sorted = _lags.Order().ToArray();
        return new ClientHealth
        {
            LagP50Ms = sorted.Length > 0 ? Statistics.Samples.Quantile.Of(sorted, 0.5) : null,
            LagP99Ms = sorted.Length > 0 ? Statistics.Samples.Quantile.Of(sorted, 0.99) : null,
            Samples = sorted.Length,
            GcPauseMs = (GC.GetTotalPauseDuration() - _pauses).TotalMilliseconds,
            CpuCores = wall > TimeSpan.Zero ? (ProcessTime() - _cpu) / wall : null,
            Cores = Environment.ProcessorCount,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_singing, _listening).ConfigureAwait(false);
        _from.Dispose();
        _to.Dispose();
        _stop.Dispose();
        _heard.Dispose();
    }

    async Task SingAsync()
    {
        var note = new byte[1];
        try
        {
            while (true)
            {
                await Task.Delay(Pause, _time, _stop.Token).ConfigureAwait(false);
                Volatile.Write(ref _sent, _time.GetTimestamp());
                await _from.SendAsync(note, _stop.Token).ConfigureAwait(false);
                await _heard.WaitAsync(_stop.Token).ConfigureAwait(false); // one at a time, so that each arrival belongs to its sending
            }
        }
        catch (OperationCanceledException)
        {
            // The level ended.
        }
    }

    async Task ListenAsync()
    {
        var heard = new byte[64];
        try
        {
            while (await _to.ReceiveAsync(heard, _stop.Token).ConfigureAwait(false) > 0)
            {
                var lag = _time.GetElapsedTime(Volatile.Read(ref _sent)).TotalMilliseconds;
                if (_lags.Count < MostSamples) _lags.Add(lag);
                _heard.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The level ended.
        }
    }

    static TimeSpan ProcessTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
