using Sluice.Catalog.Blocks;

namespace Sluice.Catalog.Importing;

/// <summary>Which blocks a config's architecture has: plain, grouped and latent attention, windows and chunks, experts, Mamba-2 and gated-delta hybrids.</summary>
static class HuggingFaceBlocks
{
    static readonly string[] Known =
    [
        "llama", "mistral", "qwen2", "qwen3", "phi3", "smollm3", "granite", "gemma", "gemma2", "gemma3_text", "gemma4_text", "olmo2", "glm4", "seed_oss", "exaone4", "olmo3",
        "mixtral", "phimoe", "olmoe", "glm4_moe", "qwen2_moe", "qwen3_moe", "gpt_oss", "qwen3_next", "qwen3_5_text", "qwen3_5_moe_text", "qwen3_5", "qwen3_5_moe", "nemotron_h",
        "deepseek_v2", "deepseek_v3", "kimi_k2", "llama4_text", "falcon_h1",
    ];

    public static IReadOnlyList<BlockGroup> Of(ConfigFields fields)
    {
        var type = fields.ModelType;
        if (!Known.Contains(type))
        {
            fields.Report($"model_type '{type}' is not known here; allowed: {string.Join(", ", Known)}; any other model can be written as YAML");
            return [];
        }

        return type switch
        {
            "nemotron_h" => Hybrid(fields),
            "falcon_h1" => SideBySide(fields),
            "llama4_text" => Llama4(fields),
            "deepseek_v2" or "deepseek_v3" or "kimi_k2" => [LatentAttention(fields), .. FeedForward(fields, type)],
            _ => [.. Mixers(fields, type), .. FeedForward(fields, type)],
        };
    }

    /// <summary>Nemotron-H spells its layers: M Mamba-2, * attention, - MLP, E experts.</summary>
    static List<BlockGroup> Hybrid(ConfigFields fields)
    {
        var pattern = fields.Text("hybrid_override_pattern") ?? "";
        if (pattern.Length == 0 || pattern.Any(letter => !"M*-E".Contains(letter, StringComparison.Ordinal)))
        {
            fields.Report($"'hybrid_override_pattern' is '{pattern}'; allowed: one letter of M * - E per layer");
            return [];
        }

        int Of(char letter) => pattern.Count(each => each == letter);
        var groups = new List<BlockGroup>();
        if (Of('M') > 0)
            groups.Add(new Mamba2Blocks(Of('M'), fields.Count("mamba_num_heads"), fields.Count("mamba_head_dim"), fields.Count("ssm_state_size"), fields.Count("n_groups"), fields.Count("conv_kernel")));
        if (Of('*') > 0) groups.Add(Attention(fields, Of('*')));
        if (Of('-') > 0) groups.Add(new MlpBlocks(Of('-'), fields.Count("intermediate_size"), 2));
        if (Of('E') > 0)
        {
            groups.Add(new ExpertBlocks(Of('E'), fields.Count("n_routed_experts"), fields.Count("num_experts_per_tok"), fields.Count("moe_intermediate_size"), 2)
            {
                LatentSize = fields.OptionalCount("moe_latent_size"),
                SharedWidth = (fields.OptionalCount("n_shared_experts") ?? 0) * (fields.OptionalCount("moe_shared_expert_intermediate_size") ?? 0),
            });
        }

        return groups;
    }

    /// <summary>Falcon-H1: attention and Mamba-2 read the same input in every layer, and an MLP follows.</summary>
    static List<BlockGroup> SideBySide(ConfigFields fields)
    {
        var layers = fields.Count("num_hidden_layers");
        var heads = fields.Count("mamba_n_heads");
        var size = fields.OptionalCount("mamba_d_head") ?? fields.Count("mamba_d_ssm") / Math.Max(1, heads);
        return
        [
            Attention(fields, layers),
            new Mamba2Blocks(layers, heads, size, fields.Count("mamba_d_state"), fields.Count("mamba_n_groups"), fields.Count("mamba_d_conv")),
            new MlpBlocks(layers, fields.Count("intermediate_size"), 3),
        ];
    }

    /// <summary>Llama 4: of four layers three see only their chunk of the context; experts stand in every n-th layer, beside one that all tokens use.</summary>
    static List<BlockGroup> Llama4(ConfigFields fields)
    {
        var layers = fields.Count("num_hidden_layers");
        var chunked = fields.Numbers("no_rope_layers") is { Count: > 0 } flags ? flags.Count(flag => flag != 0) // 1 where positions are rotated, which is where chunks are
            : layers - layers / Math.Max(1, fields.OptionalCount("no_rope_layer_interval") ?? 4);
        var every = Math.Max(1, fields.OptionalCount("interleave_moe_layer_step") ?? 1);
        var routed = fields.Numbers("moe_layers") is { Count: > 0 } listed ? listed.Count : layers / every;
        var attention = Attention(fields, layers - chunked);
        var groups = new List<BlockGroup>();
        if (chunked > 0) groups.Add(attention with { Count = chunked, SlidingWindow = fields.Count("attention_chunk_size") });
        if (attention.Count > 0) groups.Add(attention);
        if (routed < layers) groups.Add(new MlpBlocks(layers - routed, fields.Count("intermediate_size_mlp"), 3));
        if (routed > 0)
            groups.Add(new ExpertBlocks(routed, fields.Count("num_local_experts"), fields.Count("num_experts_per_tok"), fields.Count("intermediate_size"), 3) { SharedWidth = fields.Count("intermediate_size") });
        return groups;
    }

    static LatentAttentionBlocks LatentAttention(ConfigFields fields) =>
        new(fields.Count("num_hidden_layers"), fields.Count("num_attention_heads"), fields.Count("kv_lora_rank"), fields.Count("qk_rope_head_dim"), fields.Count("qk_nope_head_dim"), fields.Count("v_head_dim"))
        {
            QueryRank = fields.OptionalCount("q_lora_rank"),
        };

    static IEnumerable<BlockGroup> Mixers(ConfigFields fields, string type)
    {
        var layers = fields.Count("num_hidden_layers");
        var types = fields.Texts("layer_types");
        var linear = types.Count(each => each == "linear_attention");
        var windowed = types.Count(each => each == "sliding_attention");
        if (linear == 0 && fields.Has("linear_num_value_heads"))
            linear = layers - layers / Math.Max(1, fields.OptionalCount("full_attention_interval") ?? 4);
        if (types.Count == 0 && fields.OptionalCount("sliding_window_pattern") is { } every and > 0) windowed = layers - layers / every;
        if (type is ("mistral" or "phi3") && types.Count == 0 && fields.OptionalCount("sliding_window") is > 0) windowed = layers;

        var full = layers - linear - windowed;
        var attention = Attention(fields, 1) with { Gated = linear > 0 };
        if (linear > 0)
            yield return new GatedDeltaBlocks(linear, fields.Count("linear_num_key_heads"), fields.Count("linear_key_head_dim"), fields.Count("linear_num_value_heads"),
                fields.Count("linear_value_head_dim"), fields.Count("linear_conv_kernel_dim"));
        if (windowed > 0) yield return attention with { Count = windowed, SlidingWindow = fields.Count("sliding_window") };
        if (full > 0)
        {
            yield return attention with
            {
                Count = full,
                KvHeads = fields.OptionalCount("num_global_key_value_heads") ?? attention.KvHeads,
                HeadSize = fields.OptionalCount("global_head_dim") ?? attention.HeadSize,
                SharedKv = fields.Flag("attention_k_eq_v"),
            };
        }
    }

    static IEnumerable<BlockGroup> FeedForward(ConfigFields fields, string type)
    {
        var layers = fields.Count("num_hidden_layers");
        var experts = fields.OptionalCount("num_local_experts") ?? fields.OptionalCount("num_experts") ?? fields.OptionalCount("n_routed_experts") ?? 0;
        var dense = experts <= 1 ? layers : Math.Min(layers, fields.OptionalCount("first_k_dense_replace") ?? 0);
        if (dense > 0) yield return new MlpBlocks(dense, fields.Count("intermediate_size"), 3);
        if (dense == layers) yield break;
        yield return new ExpertBlocks(layers - dense, experts, fields.Count("num_experts_per_tok", "experts_per_token", "top_k_experts"),
            fields.Count("moe_intermediate_size", "intermediate_size"), 3)
        {
            // Gemma's experts stand beside a dense MLP that every token reads.
            SharedWidth = fields.OptionalCount("shared_expert_intermediate_size")
                ?? fields.OptionalCount("n_shared_experts") * fields.OptionalCount("moe_intermediate_size")
                ?? (type.StartsWith("gemma", StringComparison.Ordinal) ? fields.OptionalCount("intermediate_size") ?? 0 : 0),
        };
    }

    static AttentionBlocks Attention(ConfigFields fields, int count)
    {
        var heads = fields.Count("num_attention_heads");
        var size = fields.OptionalCount("head_dim") ?? fields.OptionalCount("attention_head_dim") ?? fields.Count("hidden_size") / Math.Max(1, heads);
        return new AttentionBlocks(count, heads, fields.OptionalCount("num_key_value_heads") ?? heads, size);
    }
}
