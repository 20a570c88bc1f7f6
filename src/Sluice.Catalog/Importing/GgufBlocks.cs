using Sluice.Catalog.Blocks;

namespace Sluice.Catalog.Importing;

/// <summary>Which blocks the keys of a GGUF file tell of.</summary>
static class GgufBlocks
{
    // Of so many layers the last sees the whole context, the others a window: llama.cpp sets it by architecture, not by a key.
    static readonly Dictionary<string, int> WindowEvery = new()
    {
        ["gemma2"] = 2,
        ["gpt-oss"] = 2,
        ["cohere2"] = 4,
        ["exaone4"] = 4,
        ["gemma3"] = 6,
    };

    public static IReadOnlyList<BlockGroup> Of(GgufKeys keys, string architecture)
    {
        var layers = keys.Count("block_count");
        return [.. Attention(keys, architecture, layers), .. FeedForward(keys, layers)];
    }

    static IEnumerable<BlockGroup> Attention(GgufKeys keys, string architecture, int layers)
    {
        var heads = keys.Count("attention.head_count");
        if (keys.Optional("attention.kv_lora_rank") is { } rank)
        {
            var rotated = keys.Count("rope.dimension_count");
            var key = keys.Optional("attention.key_length_mla") ?? keys.Count("attention.key_length");
            yield return new LatentAttentionBlocks(layers, heads, rank, rotated, Math.Max(1, key - rotated), keys.Optional("attention.value_length_mla") ?? keys.Count("attention.value_length"))
            {
                QueryRank = keys.Optional("attention.q_lora_rank"),
            };
            yield break;
        }

        var size = keys.Optional("attention.key_length") ?? keys.Count("embedding_length") / Math.Max(1, heads);
        var attention = new AttentionBlocks(layers, heads, keys.Optional("attention.head_count_kv") ?? heads, size);
        var full = keys.Optional("attention.sliding_window") is > 0 && WindowEvery.TryGetValue(architecture, out var every) ? layers / every : layers;
        if (full < layers) yield return attention with { Count = layers - full, SlidingWindow = keys.Optional("attention.sliding_window") };
        if (full > 0) yield return attention with { Count = full };
    }

    static IEnumerable<BlockGroup> FeedForward(GgufKeys keys, int layers)
    {
        var experts = keys.Optional("expert_count") ?? 0;
        var dense = experts == 0 ? layers : Math.Min(layers, keys.Optional("leading_dense_block_count") ?? 0);
        if (dense > 0) yield return new MlpBlocks(dense, keys.Count("feed_forward_length"), 3);
        if (dense == layers) yield break;
        var width = keys.Optional("expert_feed_forward_length") ?? keys.Count("feed_forward_length");
        yield return new ExpertBlocks(layers - dense, experts, keys.Count("expert_used_count"), width, 3)
        {
            SharedWidth = keys.Optional("expert_shared_feed_forward_length") ?? (keys.Optional("expert_shared_count") ?? 0) * width,
        };
    }
}
