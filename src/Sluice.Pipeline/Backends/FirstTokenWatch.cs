using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Backends;

/// <summary>Cuts the calls to one backend whose first token is overdue, also those that were sent when the limit was still longer.</summary>
/// <param name="shown">The backend, for messages.</param>
internal sealed class FirstTokenWatch(FirstTokenLimit limit, string shown, TimeProvider time) : IDisposable
{
    static readonly TimeSpan look = TimeSpan.FromMilliseconds(250); // a twentieth of the shortest limit

    readonly Lock gate = new();
    readonly HashSet<WatchedCall> waiting = [];
    ITimer? timer;

    /// <summary>A call is sent.</summary>
    public WatchedCall Begin(CancellationToken cutting)
    {
        var call = new WatchedCall(this, time.GetTimestamp(), cutting);
        lock (gate)
        {
            waiting.Add(call);
            timer ??= time.CreateTimer(_ => Look(), null, look, look);
        }

        return call;
    }

    public void Dispose() => timer?.Dispose();

    /// <summary>Something of the answer came.</summary>
    internal void Heard(WatchedCall call)
    {
        lock (gate)
        {
            if (waiting.Remove(call)) limit.Seen(time.GetElapsedTime(call.Sent));
        }
    }

    internal void Forget(WatchedCall call)
    {
        lock (gate) waiting.Remove(call);
    }

    void Look()
    {
        List<WatchedCall> overdue;
        lock (gate)
        {
            var allowed = limit.Current;
            overdue = [.. waiting.Where(call => time.GetElapsedTime(call.Sent) > allowed)];
            if (overdue.Count == 0) return;

            var failure = new Failure(FailureReason.Timeout, $"{shown} gave no first token within {allowed.TotalSeconds.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture)} s ({limit.Why})");
            foreach (var call in overdue)
            {
                waiting.Remove(call);
                limit.Passed();
                call.Overdue = failure;
            }
        }

        foreach (var call in overdue) call.Cut();
    }
}
