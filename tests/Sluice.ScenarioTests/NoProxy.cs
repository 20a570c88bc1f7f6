using System.Net;
using System.Runtime.CompilerServices;

namespace Sluice.ScenarioTests;

/// <summary>A proxy that leads to the internet (<c>HTTP_PROXY</c>) is not asked for the servers of tests, which are all on loopback.</summary>
static class NoProxy
{
    [ModuleInitializer]
    internal static void Set() => HttpClient.DefaultProxy = new WebProxy();
}
