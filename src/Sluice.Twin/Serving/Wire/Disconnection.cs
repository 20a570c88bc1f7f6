using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Sluice.Twin.Serving.Wire;

/// <summary>Breaks a connection off in the middle of a response.</summary>
static class Disconnection
{
    /// <summary>
    /// Lets the client read everything up to here and then see the end, as when a process dies. Aborting at once would reset the
    /// connection, and with it what the client has not read yet.
    /// </summary>
    public static async Task AfterWhatWasSentAsync(HttpContext http)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = http.RequestAborted.Register(closed.SetResult).ConfigureAwait(false);
        if (http.Features.Get<IConnectionTransportFeature>() is { } connection)
        {
            await connection.Transport.Output.CompleteAsync().ConfigureAwait(false);
            await closed.Task.ConfigureAwait(false);
        }

        http.Abort();
    }
}
