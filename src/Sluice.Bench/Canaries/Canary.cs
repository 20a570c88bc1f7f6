using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Sluice.Bench.Clocks;
using Sluice.Bench.Events;

namespace Sluice.Bench.Canaries;

/// <summary>
/// Sends itself a byte over a loopback socket every 20 ms, and hears it on the same threads and through the same socket code as the streams: as late
/// as it is heard, so late are the times of chunks. Notes are due on a fixed grid and none is left out, so a stall that also held up the sending
/// counts once for each note that was due in it. Beside it the process's CPU, its pauses for garbage collection and what it allocated.
/// </summary>
public sealed class Canary : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>A timer and the waking of its thread take so long on a machine with nothing to do: sending as late as this says nothing.</summary>
    static readonly TimeSpan TimerGrain = TimeSpan.FromMilliseconds(2);

    /// <summary>An hour of them; later ones are not kept.</summary>
    const int MostSamples = 180_000;

    /// <summary>Notes that may be on their way at once, five seconds of them. A note is its number's last byte.</summary>
    const int MostUnheard = 256;

    readonly TimeProvider _time;
    readonly CancellationTokenSource _stop = new();
    readonly Socket _from;
    readonly Socket _to;
    readonly List<double> _lags = new(4096);
    readonly long[] _due = new long[MostUnheard]; // timestamps, by the note
    readonly long _began;
    readonly TimeSpan _cpu = ProcessTime();
    readonly TimeSpan _pauses = GC.GetTotalPauseDuration();
    readonly long _allocated = GC.GetTotalAllocatedBytes();
    readonly Task _singing;
    readonly Task _listening;
    long _heard;

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
        var allocated = GC.GetTotalAllocatedBytes() - _allocated;
        await DisposeAsync().ConfigureAwait(false);
        var sorted = _lags.Order().ToArray();
        return new ClientHealth
        {
            LagP50Ms = sorted.Length > 0 ? Statistics.Samples.Quantile.Of(sorted, 0.5) : null,
            LagP99Ms = sorted.Length > 0 ? Statistics.Samples.Quantile.Of(sorted, 0.99) : null,
            Samples = sorted.Length,
            GcPauseMs = (GC.GetTotalPauseDuration() - _pauses).TotalMilliseconds,
            AllocatedBytes = allocated,
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
    }

    async Task SingAsync()
    {
        var note = new byte[1];
        try
        {
            for (var number = 1L; ; number++)
            {
                var due = Pause * number;
                var wait = due - _time.GetElapsedTime(_began);
                await _time.WaitAsync(wait, _stop.Token).ConfigureAwait(false);
                while (number - Volatile.Read(ref _heard) >= MostUnheard) await Task.Delay(Pause, _time, _stop.Token).ConfigureAwait(false);
                var now = _time.GetTimestamp();
                var late = _time.GetElapsedTime(_began, now) - due - TimerGrain;
                note[0] = (byte)number;
                Volatile.Write(ref _due[note[0]], late > TimeSpan.Zero ? now - (long)(late.TotalSeconds * _time.TimestampFrequency) : now);
                await _from.SendAsync(note, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The level ended.
        }
    }

    async Task ListenAsync()
    {
        var notes = new byte[MostUnheard];
        try
        {
            while (await _to.ReceiveAsync(notes, _stop.Token).ConfigureAwait(false) is > 0 and var count)
            {
                var now = _time.GetTimestamp();
                for (var i = 0; i < count; i++)
                {
                    if (_lags.Count < MostSamples) _lags.Add(_time.GetElapsedTime(Volatile.Read(ref _due[notes[i]]), now).TotalMilliseconds);
                }

                Volatile.Write(ref _heard, _heard + count);
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
