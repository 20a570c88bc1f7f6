namespace Sluice.Catalog.Topologies;

/// <summary>What the number behind a topology's name counts.</summary>
public enum TopologyCount
{
    /// <summary>It takes none.</summary>
    None,

    /// <summary>Devices that share one copy of the weights.</summary>
    TensorParallel,

    /// <summary>Copies.</summary>
    Replicas,
}
