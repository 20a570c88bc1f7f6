using Sluice.Catalog.Hardware;

namespace Sluice.Catalog.Work;

/// <summary>The decode rate no server can pass, because each token must read its weights at the nominal bandwidth.</summary>
public static class BandwidthBound
{
    /// <summary>Tokens per second of one stream over <paramref name="devices"/> that share the weights, with no context, launch or link cost.</summary>
    public static double TokensPerSecond(ModelWork work, HardwareSpec hardware, int devices = 1) =>
        hardware.Bandwidth * devices / work.BytesPerToken;
}
