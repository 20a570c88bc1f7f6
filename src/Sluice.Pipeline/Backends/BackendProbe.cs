using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Running;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Backends;

/// <summary>Asks servers what they offer before the first record is sent to them.</summary>
internal sealed class BackendProbe(BackoffOptions backoff, RunStop stop, RunObserver observer, TimeProvider time)
{
    const string Ours = "sluice"; // in owned_by

    readonly RetryPauses pauses = new(backoff);

    /// <summary>False when the run was stopped: no server is there, or one refuses the key.</summary>
    public async Task<bool> LookAsync(IReadOnlyList<PooledBackend> backends)
    {
        var away = (await Task.WhenAll(backends.Select(LookAsync))).OfType<string>().ToList();
        if (stop.Stopping.IsCancellationRequested) return false;
        if (away.Count == backends.Count)
        {
            stop.Because(string.Join("; ", away));
            return false;
        }

        foreach (var problem in away) observer.Notice($"{problem}; the others are asked, and this one again and again");
        return true;
    }

    /// <summary>Null when it was reached; else what is in the way.</summary>
    async Task<string?> LookAsync(PooledBackend backend)
    {
        var start = time.GetTimestamp();
        for (var attempt = 1; !stop.Stopping.IsCancellationRequested; attempt++)
        {
            var listing = await backend.Client.ListModelsAsync(stop.Cutting);
            switch (listing.Failure)
            {
                case null:
                    var served = listing.Models.FirstOrDefault(model => model.Id == backend.Config.Model);
                    (backend.IsThere, backend.IsOurs, backend.Grounds) = (true, listing.Models.Any(model => model.Owner == Ours), served is { SupportsVerbatim: true });
                    return null;
                case { Reason: FailureReason.Account, HttpStatus: 401 or 403 } refused:
                    stop.Because($"{backend.Shown} refuses the key: {refused.Detail}; {backend.KeyRemedy}");
                    return null;
                case { Reason: FailureReason.Transport or FailureReason.Capacity } away:
                    if (!await PausedAsync(pauses.After(away, attempt), start)) return $"{backend.Shown} cannot be reached: {away.Detail}";
                    break;
                default:
                    backend.IsThere = true;
                    return null; // it is there, and has no list: the first call will tell whether it knows the model
            }
        }

        return null;
    }

    /// <summary>False when waiting longer makes no sense.</summary>
    async Task<bool> PausedAsync(TimeSpan pause, long start)
    {
        if (time.GetElapsedTime(start) + pause > backoff.StartPatience) return false;
        try
        {
            await Task.Delay(pause, time, stop.Stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
