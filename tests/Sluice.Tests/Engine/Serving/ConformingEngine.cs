using Sluice.Tests.Protocol.Conformance;

namespace Sluice.Tests.Engine.Serving;

/// <summary>The tiny model's server, held to the suite.</summary>
internal static class ConformingEngine
{
    const string Key = "for-this-test-alone";

    public static async Task<ConformingServer> StartAsync()
    {
        var tiny = await TinyServer.StartAsync(Key, queueLimit: 400);
        return new ConformingServer(tiny.Server.BaseUrl, tiny.Server.ModelName, Key, ServerCapabilities.All, tiny);
    }
}
