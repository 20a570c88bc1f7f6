using System.Globalization;
using Sluice.Pipeline.Running;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Backends;

/// <summary>What people are told while a backend fails every call, asks to be left alone for long, or answers again: else a run that waits looks like one that hangs. Not thread-safe.</summary>
/// <param name="shown">The backend.</param>
internal sealed class OutageNews(string shown)
{
    static readonly TimeSpan worthALine = TimeSpan.FromSeconds(30); // of a pause that the server asked for
    static readonly TimeSpan rest = TimeSpan.FromMinutes(1);        // between two outages that are told: one that comes and goes would fill the screen

    TimeSpan? toldDown, quietUntil, toldPause;

    /// <summary>A sentence after a call has ended; null for nothing new.</summary>
    /// <param name="isDown">Whether the breaker is open now.</param>
    public string? After(Failure? failure, bool isDown, TimeSpan now)
    {
        if (failure?.RetryAfter is { } pause && pause >= worthALine && !(now + pause < toldPause + worthALine))
        {
            toldPause = now + pause;
            return string.Create(CultureInfo.InvariantCulture, $"{shown} asks to be left alone for {Words.Of(pause)} ({failure.Detail})");
        }

        if (isDown && toldDown is null && failure is not null && !(now < quietUntil))
        {
            (toldDown, quietUntil) = (now, now + rest);
            return $"{shown} fails every call and is tried again and again; its records wait and pay nothing. The last failure: {failure.Detail}";
        }

        if (isDown || toldDown is not { } since || failure is not null) return null;
        toldDown = null;
        return $"{shown} answers again, after {Words.Of(now - since)}";
    }
}
