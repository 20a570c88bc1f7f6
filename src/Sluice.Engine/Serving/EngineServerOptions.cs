namespace Sluice.Engine.Serving;

/// <summary>Where and for whom an engine is served. Always on the loopback address.</summary>
public sealed record EngineServerOptions
{
    /// <summary>0 lets the system choose a free one.</summary>
    public int Port { get; init; }

    /// <summary>What clients must send as 'Authorization: Bearer KEY'; null lets every local process in.</summary>
    public string? Key { get; init; }
}
