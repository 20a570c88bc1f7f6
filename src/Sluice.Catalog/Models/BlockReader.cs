using Sluice.Catalog.Blocks;
using Sluice.Catalog.Facts;
using YamlDotNet.RepresentationModel;

namespace Sluice.Catalog.Models;

/// <summary>Reads the <c>blocks</c> of a model file: one list of allowed keys per kind.</summary>
static class BlockReader
{
    static readonly string[] Kinds = ["attention", "latent-attention", "experts", "mlp", "mamba2", "gated-delta"];

    public static IReadOnlyList<BlockGroup> Read(FactReader facts)
    {
        var groups = new List<BlockGroup>();
        foreach (var (map, path) in facts.Maps(facts.Root, "blocks", required: true))
        {
            var kind = facts.Text(map, path, "kind");
            BlockGroup? group = kind switch
            {
                "attention" => Attention(facts, map, path),
                "latent-attention" => LatentAttention(facts, map, path),
                "experts" => Experts(facts, map, path),
                "mlp" => Mlp(facts, map, path),
                "mamba2" => Mamba2(facts, map, path),
                "gated-delta" => GatedDelta(facts, map, path),
                _ => null,
            };
            if (group is not null) groups.Add(group);
            else facts.Report(map, $"{path}: unknown kind '{kind}'; allowed: {string.Join(", ", Kinds)}");
        }

        return groups;
    }

    static AttentionBlocks Attention(FactReader facts, YamlMappingNode map, string path)
    {
        facts.AllowOnly(map, path, "kind", "count", "query_heads", "kv_heads", "head_size", "window", "shared_kv", "gated");
        return new AttentionBlocks(facts.Count(map, path, "count"), facts.Count(map, path, "query_heads"), facts.Count(map, path, "kv_heads"), facts.Count(map, path, "head_size"))
        {
            SlidingWindow = facts.OptionalCount(map, path, "window"),
            SharedKv = facts.Flag(map, path, "shared_kv"),
            Gated = facts.Flag(map, path, "gated"),
        };
    }

    static LatentAttentionBlocks LatentAttention(FactReader facts, YamlMappingNode map, string path)
    {
        facts.AllowOnly(map, path, "kind", "count", "query_heads", "query_rank", "kv_rank", "rotated_size", "key_size", "value_size");
        return new LatentAttentionBlocks(facts.Count(map, path, "count"), facts.Count(map, path, "query_heads"), facts.Count(map, path, "kv_rank"),
            facts.Count(map, path, "rotated_size"), facts.Count(map, path, "key_size"), facts.Count(map, path, "value_size"))
        {
            QueryRank = facts.OptionalCount(map, path, "query_rank"),
        };
    }

    static ExpertBlocks Experts(FactReader facts, YamlMappingNode map, string path)
    {
        facts.AllowOnly(map, path, "kind", "count", "experts", "active", "width", "matrices", "latent", "shared_width");
        var experts = new ExpertBlocks(facts.Count(map, path, "count"), facts.Count(map, path, "experts"), facts.Count(map, path, "active"),
            facts.Count(map, path, "width"), facts.Count(map, path, "matrices"))
        {
            LatentSize = facts.OptionalCount(map, path, "latent"),
            SharedWidth = facts.OptionalCount(map, path, "shared_width") ?? 0,
        };
        if (experts.Active < 1 || experts.Active > experts.Experts) facts.Report(map, $"{path}.active: {experts.Active} of {experts.Experts} experts; allowed: 1 to {experts.Experts}");
        return experts;
    }

    static MlpBlocks Mlp(FactReader facts, YamlMappingNode map, string path)
    {
        facts.AllowOnly(map, path, "kind", "count", "width", "matrices");
        return new MlpBlocks(facts.Count(map, path, "count"), facts.Count(map, path, "width"), facts.Count(map, path, "matrices"));
    }

    static Mamba2Blocks Mamba2(FactReader facts, YamlMappingNode map, string path)
    {
        facts.AllowOnly(map, path, "kind", "count", "heads", "head_size", "state_size", "groups", "convolution");
        return new Mamba2Blocks(facts.Count(map, path, "count"), facts.Count(map, path, "heads"), facts.Count(map, path, "head_size"),
            facts.Count(map, path, "state_size"), facts.Count(map, path, "groups"), facts.Count(map, path, "convolution"));
    }

    static GatedDeltaBlocks GatedDelta(FactReader facts, YamlMappingNode map, string path)
    {
        facts.AllowOnly(map, path, "kind", "count", "key_heads", "key_size", "value_heads", "value_size", "convolution");
        return new GatedDeltaBlocks(facts.Count(map, path, "count"), facts.Count(map, path, "key_heads"), facts.Count(map, path, "key_size"),
            facts.Count(map, path, "value_heads"), facts.Count(map, path, "value_size"), facts.Count(map, path, "convolution"));
    }
}
