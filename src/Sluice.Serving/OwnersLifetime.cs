using Microsoft.Extensions.Hosting;

namespace Sluice.Serving;

/// <summary>The server lives as long as its owner wants. In place of the usual lifetime, which would take Ctrl-C for itself.</summary>
internal sealed class OwnersLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
