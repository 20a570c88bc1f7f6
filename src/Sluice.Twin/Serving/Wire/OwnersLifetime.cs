using Microsoft.Extensions.Hosting;

namespace Sluice.Twin.Serving.Wire;

/// <summary>The server lives as long as its owner wants: the usual lifetime would take Ctrl-C for itself.</summary>
sealed class OwnersLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
