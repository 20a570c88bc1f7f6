using Sluice.Catalog.Importing;
using Sluice.Catalog.Work;

namespace Sluice.Tests.Catalog;

/// <summary>Shapes that a GGUF file's keys tell of, with the figures of published models.</summary>
public sealed class GgufModelTests
{
    [Theory]
    [InlineData("gpt-oss", 36, 128, 1.0)]    // every other layer
    [InlineData("gemma3", 48, 1024, 5.0)]    // five of six
    public void Layers_with_a_window_are_told_apart_by_architecture(string architecture, double layers, double window, double ratio)
    {
        var work = Read(architecture, ("block_count", layers), ("attention.head_count", 16), ("attention.head_count_kv", 8), ("attention.key_length", 64), ("attention.sliding_window", window), ("feed_forward_length", 4096));

        Assert.Equal((window, ratio), (work.Window, work.WindowKvBytes / work.KvBytes));
    }

    [Fact]
    public void Latent_attention_is_read_whichever_way_its_keys_are_counted()
    {
        (string, double)[] common =
        [
            ("block_count", 61), ("attention.head_count", 128), ("attention.q_lora_rank", 1536), ("attention.kv_lora_rank", 512), ("rope.dimension_count", 64), ("leading_dense_block_count", 3),
            ("feed_forward_length", 18432), ("expert_count", 256), ("expert_used_count", 8), ("expert_shared_count", 1), ("expert_feed_forward_length", 2048),
        ];

        var compressed = Read("deepseek2", [.. common, ("attention.head_count_kv", 1), ("attention.key_length", 576), ("attention.key_length_mla", 192), ("attention.value_length", 512), ("attention.value_length_mla", 128)]);
        var expanded = Read("deepseek2", [.. common, ("attention.head_count_kv", 128), ("attention.key_length", 192), ("attention.value_length", 128)]);

        Assert.Equal(61 * 576 * 2.0, compressed.KvBytes);
        Assert.Equal(compressed, expanded);
        Assert.InRange(compressed.FlopsPerToken / 2e9, 35, 38); // 37 billion active
    }

    static ModelWork Read(string architecture, params ReadOnlySpan<(string Key, double Value)> keys)
    {
        var numbers = new Dictionary<string, double> { [$"{architecture}.embedding_length"] = 7168, [$"{architecture}.vocab_size"] = 129280 };
        foreach (var (key, value) in keys) numbers[$"{architecture}.{key}"] = value;
        var header = new GgufHeader(3, numbers, new Dictionary<string, string> { ["general.architecture"] = architecture }, [])
        {
            ArrayLengths = new Dictionary<string, long>(),
            Arrays = new Dictionary<string, IReadOnlyList<double>>(),
        };
        return ModelWork.Of(GgufModel.Of("x.gguf", header, "x"));
    }
}
