using System.Net;
using System.Net.Sockets;

namespace Sluice.Testing;

/// <summary>A loopback port on which nobody listens and that nobody else can be given meanwhile: every connection to it is refused.</summary>
public sealed class DeafPort : IDisposable
{
    readonly Socket holder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public DeafPort() => holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Number => ((IPEndPoint)holder.LocalEndPoint!).Port;

    /// <summary>Where a model server would be: <c>http://127.0.0.1:PORT/v1</c>.</summary>
    public Uri Url => new($"http://127.0.0.1:{Number}/v1");

    public void Dispose() => holder.Dispose();
}
