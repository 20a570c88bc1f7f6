using Sluice.Bench.Servers;
using Sluice.Protocol.Client;

namespace Sluice.Bench.Running;

/// <summary>A target with its connections, and what was learnt of it.</summary>
sealed class OpenTarget(BenchTarget target, ModelClient client, SideChannel side) : IDisposable
{
    public BenchTarget Target => target;

    public ModelClient Client => client;

    public SideChannel Side => side;

    public ServerFacts Facts { get; set; } = null!;

    public void Dispose()
    {
        client.Dispose();
        side.Dispose();
    }
}
