using Sluice.Catalog;
using Sluice.Catalog.Facts;
using Sluice.Catalog.Importing;
using Sluice.Catalog.Work;

namespace Sluice.Tests.Catalog;

/// <summary>Configs with the fields of the published ones must give the same work as the hand-written entries.</summary>
public sealed class HuggingFaceConfigTests
{
    const string Llama8B = """
        { "model_type": "llama", "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8,
          "intermediate_size": 14336, "vocab_size": 128256, "max_position_embeddings": 131072, "tie_word_embeddings": false, "torch_dtype": "bfloat16" }
        """;

    const string GptOss = """
        { "model_type": "gpt_oss", "hidden_size": 2880, "num_hidden_layers": 4, "num_attention_heads": 64, "num_key_value_heads": 8, "head_dim": 64,
          "intermediate_size": 2880, "num_local_experts": 128, "num_experts_per_tok": 4, "sliding_window": 128, "vocab_size": 201088,
          "layer_types": ["sliding_attention", "full_attention", "sliding_attention", "full_attention"], "quantization_config": { "quant_method": "mxfp4" } }
        """;

    const string Hybrid = """
        { "text_config": { "model_type": "qwen3_5_moe_text", "hidden_size": 2048, "num_hidden_layers": 40, "num_attention_heads": 16, "num_key_value_heads": 2,
          "head_dim": 256, "full_attention_interval": 4, "linear_num_key_heads": 16, "linear_key_head_dim": 128, "linear_num_value_heads": 32,
          "linear_value_head_dim": 128, "linear_conv_kernel_dim": 4, "num_experts": 256, "num_experts_per_tok": 8, "moe_intermediate_size": 512,
          "shared_expert_intermediate_size": 512, "vocab_size": 248320, "dtype": "bfloat16" } }
        """;

    const string Nano = """
        { "model_type": "nemotron_h", "hidden_size": 4480, "num_hidden_layers": 56, "num_attention_heads": 40, "num_key_value_heads": 8, "head_dim": 128,
          "intermediate_size": 15680, "vocab_size": 131072, "mamba_num_heads": 128, "mamba_head_dim": 80, "ssm_state_size": 128, "n_groups": 8, "conv_kernel": 4,
          "hybrid_override_pattern": "M-M-M-MM-M-M-M*-M-M-M*-M-M-M-M*-M-M-M-M*-M-MM-M-M-M-M-M-" }
        """;

    const string DeepSeekV3 = """
        { "model_type": "deepseek_v3", "hidden_size": 7168, "intermediate_size": 18432, "moe_intermediate_size": 2048, "num_hidden_layers": 61, "num_attention_heads": 128, "num_key_value_heads": 128,
          "q_lora_rank": 1536, "kv_lora_rank": 512, "qk_rope_head_dim": 64, "qk_nope_head_dim": 128, "v_head_dim": 128, "n_routed_experts": 256, "n_shared_experts": 1, "num_experts_per_tok": 8,
          "first_k_dense_replace": 3, "vocab_size": 129280, "tie_word_embeddings": false, "torch_dtype": "bfloat16", "quantization_config": { "quant_method": "fp8" } }
        """;

    const string Maverick = """
        { "model_type": "llama4", "text_config": { "model_type": "llama4_text", "hidden_size": 5120, "intermediate_size": 8192, "intermediate_size_mlp": 16384, "num_hidden_layers": 48, "num_attention_heads": 40,
          "num_key_value_heads": 8, "head_dim": 128, "attention_chunk_size": 8192, "interleave_moe_layer_step": 2, "num_local_experts": 128, "num_experts_per_tok": 1, "vocab_size": 202048,
          "tie_word_embeddings": false, "torch_dtype": "bfloat16" } }
        """;

    const string FalconH1 = """
        { "model_type": "falcon_h1", "hidden_size": 5120, "intermediate_size": 21504, "num_hidden_layers": 72, "num_attention_heads": 20, "num_key_value_heads": 4, "head_dim": 128, "mamba_d_ssm": 4096,
          "mamba_n_heads": 32, "mamba_d_head": 128, "mamba_d_state": 256, "mamba_n_groups": 2, "mamba_d_conv": 4, "vocab_size": 261120, "tie_word_embeddings": false, "torch_dtype": "bfloat16" }
        """;

    // Parameters as the model cards round them: language model only, in billions.
    [Theory]
    [InlineData("""{"model_type": "glm4_moe", "hidden_size": 4096, "intermediate_size": 10944, "moe_intermediate_size": 1408, "num_hidden_layers": 46, "num_attention_heads": 96, "num_key_value_heads": 8, "head_dim": 128, "n_routed_experts": 128, "n_shared_experts": 1, "num_experts_per_tok": 8, "first_k_dense_replace": 1, "vocab_size": 151552, "tie_word_embeddings": false, "torch_dtype": "bfloat16"}""", 107, 12)]
    [InlineData("""{"model_type": "olmoe", "hidden_size": 2048, "intermediate_size": 1024, "num_hidden_layers": 16, "num_attention_heads": 16, "num_key_value_heads": 16, "num_experts": 64, "num_experts_per_tok": 8, "vocab_size": 50304, "torch_dtype": "bfloat16"}""", 6.9, 1.2)]
    [InlineData("""{"model_type": "gemma3", "text_config": {"model_type": "gemma3_text", "hidden_size": 5376, "intermediate_size": 21504, "num_hidden_layers": 62, "num_attention_heads": 32, "num_key_value_heads": 16, "head_dim": 128, "sliding_window": 1024, "sliding_window_pattern": 6, "vocab_size": 262208}, "torch_dtype": "bfloat16"}""", 27.0, 27.0)]
    [InlineData(DeepSeekV3, 671, 37)]
    [InlineData("""{"model_type": "deepseek_v2", "hidden_size": 2048, "intermediate_size": 10944, "moe_intermediate_size": 1408, "num_hidden_layers": 27, "num_attention_heads": 16, "q_lora_rank": null, "kv_lora_rank": 512, "qk_rope_head_dim": 64, "qk_nope_head_dim": 128, "v_head_dim": 128, "n_routed_experts": 64, "n_shared_experts": 2, "num_experts_per_tok": 6, "first_k_dense_replace": 1, "vocab_size": 102400, "torch_dtype": "bfloat16"}""", 15.7, 2.4)]
    [InlineData(Maverick, 400, 17)]
    [InlineData("""{"model_type": "llama4_text", "hidden_size": 5120, "intermediate_size": 8192, "intermediate_size_mlp": 16384, "num_hidden_layers": 48, "num_attention_heads": 40, "num_key_value_heads": 8, "head_dim": 128, "attention_chunk_size": 8192, "interleave_moe_layer_step": 1, "num_local_experts": 16, "num_experts_per_tok": 1, "vocab_size": 202048}""", 108, 17)]
    [InlineData(FalconH1, 33.6, 32.3)]
    public void Experts_behind_dense_layers_and_silent_ties_are_counted_as_published(string json, double total, double active)
    {
        var model = HuggingFaceConfig.Parse("config.json", json, "x");

        Assert.InRange(model.Parameters / 1e9, 0.985 * total, 1.015 * total);
        Assert.InRange(model.ActiveParameters / 1e9, 0.9 * active, 1.1 * active); // cards round, and count the embedding or not
    }

    [Fact]
    public void A_window_of_Phi_holds_in_every_layer() =>
        Assert.All(HuggingFaceConfig.Parse("config.json", """{"model_type": "phi3", "hidden_size": 3072, "intermediate_size": 8192, "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 32, "vocab_size": 32064, "sliding_window": 2047, "torch_dtype": "bfloat16"}""", "x")
            .Blocks.OfType<Sluice.Catalog.Blocks.AttentionBlocks>(), block => Assert.Equal(2047, block.SlidingWindow));

    [Theory]
    [InlineData(Llama8B, "llama-3.1-8b", null)]
    [InlineData(Hybrid, "qwen3.5-35b-a3b", "bf16")]
    [InlineData(Nano, "nemotron-nano-9b-v2", null)]
    public void A_config_gives_the_work_of_the_bundled_entry(string json, string entry, string? precision)
    {
        var read = ModelWork.Of(HuggingFaceConfig.Parse("config.json", json, entry));

        Assert.Equal(ModelWork.Of(CatalogIndex.Load().Model(entry), precision), read with { Precision = precision ?? "bf16" });
    }

    [Fact]
    public void Windows_and_experts_are_read_from_layer_types()
    {
        var model = HuggingFaceConfig.Parse("config.json", GptOss, "oss-4-layers");
        var work = ModelWork.Of(model);

        Assert.Equal((128, 4, 128), (work.Experts, work.ActiveExperts, work.Window));
        Assert.Equal(work.KvBytes, work.WindowKvBytes);
        Assert.Equal(4.25, model.Precisions[0].BitsOf(Sluice.Catalog.Blocks.WeightClass.Experts));
    }

    [Fact]
    public void Latent_attention_keeps_one_compressed_vector_a_token_and_layer()
    {
        var work = ModelWork.Of(HuggingFaceConfig.Parse("config.json", DeepSeekV3, "x"));

        Assert.Equal(61 * (512 + 64) * 2.0, work.KvBytes); // 70 kB a token in 16 bits, as the DeepSeek-V3 report has it
    }

    [Fact]
    public void Chunked_layers_of_Llama_4_look_back_one_chunk()
    {
        var work = ModelWork.Of(HuggingFaceConfig.Parse("config.json", Maverick, "x"));

        Assert.Equal((8192, 3.0), (work.Window, work.WindowKvBytes / work.KvBytes));
    }

    [Fact]
    public void Every_missing_field_is_named()
    {
        var problem = Assert.Throws<CatalogFileException>(() => HuggingFaceConfig.Parse("config.json", """{ "model_type": "llama", "hidden_size": 64 }""", "x"));

        Assert.Contains(problem.Problems, line => line.Contains("'num_hidden_layers'", StringComparison.Ordinal));
        Assert.Contains(problem.Problems, line => line.Contains("'num_attention_heads'", StringComparison.Ordinal));
        Assert.Contains(problem.Problems, line => line.Contains("'vocab_size'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "model_type": "transmogrifier" }""", "model_type 'transmogrifier' is not known here; allowed: llama")]
    [InlineData("[1]", "expected a JSON object")]
    [InlineData("{", "not JSON")]
    public void What_is_not_a_known_config_is_said(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<CatalogFileException>(() => HuggingFaceConfig.Parse("config.json", json, "x")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_config_with_any_field_broken_is_refused_or_read_never_worse()
    {
        string[] values = ["null", "-1", "0", "1e400", "99999999999", "\"x\"", "[]", "{}", "true", "0.5"];
        foreach (var json in new[] { Llama8B, GptOss, Hybrid, Nano, DeepSeekV3, Maverick, FalconH1 })
        {
            foreach (System.Text.RegularExpressions.Match field in System.Text.RegularExpressions.Regex.Matches(json, "\"(\\w+)\": ([\\w.]+|\"[^\"]*\"|\\[[^\\]]*\\])"))
            {
                foreach (var value in values)
                {
                    var broken = json.Remove(field.Groups[2].Index, field.Groups[2].Length).Insert(field.Groups[2].Index, value);
                    try
                    {
                        ModelWork.Of(HuggingFaceConfig.Parse("config.json", broken, "x"));
                    }
                    catch (CatalogFileException problem)
                    {
                        Assert.All(problem.Problems, line => Assert.StartsWith("config.json", line, StringComparison.Ordinal));
                    }
                }
            }
        }
    }
}
