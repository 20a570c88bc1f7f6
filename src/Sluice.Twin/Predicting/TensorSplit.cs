using Sluice.Catalog.Blocks;

namespace Sluice.Twin.Predicting;

/// <summary>Whether servers can split a model over the devices of a cluster at all: the equations do not care, vLLM does.</summary>
public static class TensorSplit
{
    /// <summary>What stands in the way; null when nothing does.</summary>
    public static string? Obstacle(Scenario scenario)
    {
        var devices = scenario.Topology.TensorParallel;
        if (devices > 1 && scenario.Model.Blocks.OfType<LatentAttentionBlocks>().Any())
            return $"vLLM keeps the compressed keys and values of {scenario.Model.Name} whole on each of the {devices} devices; the figures are as if they were split";
        var heads = scenario.Model.Blocks.OfType<AttentionBlocks>().Select(block => block.QueryHeads).FirstOrDefault(heads => heads % devices != 0);
        return heads == 0 ? null : $"a server may refuse this: vLLM splits {scenario.Model.Name}'s {heads} query heads evenly, and {devices} devices do not divide them; the figures are as if they did";
    }
}
