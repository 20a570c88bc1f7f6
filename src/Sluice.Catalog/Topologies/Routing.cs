namespace Sluice.Catalog.Topologies;

/// <summary>How requests are spread over replicas.</summary>
public enum Routing
{
    /// <summary>Uniformly at random: LiteLLM's simple-shuffle.</summary>
    Shuffle,

    /// <summary>The smallest count, read without reserving: LiteLLM's least-busy, in which a burst sees the same counts and all goes to one replica.</summary>
    LeastBusy,

    /// <summary>The smallest count, read and reserved in one step, ties at random.</summary>
    LeastLoaded,
}
