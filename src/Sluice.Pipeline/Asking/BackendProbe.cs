using Sluice.Pipeline.Running;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Asking;

/// <summary>Asks a server what it offers before the first record is sent to it.</summary>
internal sealed class BackendProbe(StepBackend backend, ModelClient client, BackoffOptions backoff, RunStop stop, TimeProvider time)
{
    /// <summary>Whether the server grounds verbatim values itself; null when the run was stopped because the server is not there or refuses the key.</summary>
    public async Task<bool?> LookAsync()
    {
        var gate = new BackendGate(backoff with { Patience = backoff.StartPatience }, time);
        for (var attempt = 1; !stop.Stopping.IsCancellationRequested; attempt++)
        {
            var listing = await client.ListModelsAsync(stop.Cutting);
            switch (listing.Failure)
            {
                case null:
                    return listing.Models.Any(model => model.Id == backend.Model && model.SupportsVerbatim);
                case { Reason: FailureReason.Account, HttpStatus: 401 or 403 } refused:
                    stop.Because($"the backend '{backend.Name}' at {backend.Endpoint.BaseUrl} refuses the key: {refused.Detail}");
                    return null;
                case { Reason: FailureReason.Transport or FailureReason.Capacity } away:
                    if (await PausedAsync(gate, away, attempt)) continue;
                    return null;
                default:
                    return false; // it is there, and has no list: the first call will tell whether it knows the model
            }
        }

        return null;
    }

    async Task<bool> PausedAsync(BackendGate gate, Failure away, int attempt)
    {
        if (gate.PauseAfter(away, attempt) is not { } pause)
        {
            stop.Because($"the backend '{backend.Name}' at {backend.Endpoint.BaseUrl} cannot be reached: {away.Detail}");
            return false;
        }

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
