using Sluice.Catalog;
using Sluice.Catalog.Work;

namespace Sluice.Tests.Catalog;

public sealed class MemoryFitTests
{
    readonly CatalogIndex _catalog = CatalogIndex.Load();

    [Fact]
    public void Keys_and_values_of_llama_8b_take_128_kib_a_token()
    {
        var work = ModelWork.Of(_catalog.Model("llama-3.1-8b"));

        // 2 × 8 heads × 128 × 32 layers × 2 bytes
        Assert.Equal(131072, work.KvBytes);
        var fit = MemoryFit.Of(work, _catalog.Machine("rtx-4090"), 1, 0.9, context: 2048, sequences: 4);
        Assert.Equal(131072.0 * 2048 * 4, fit.Cache);
        Assert.True(fit.Fits);
    }

    [Fact]
    public void A_window_caps_what_a_long_context_costs()
    {
        var work = ModelWork.Of(_catalog.Model("gpt-oss-120b"));
        var spark = _catalog.Machine("dgx-spark");

        var fit = MemoryFit.Of(work, spark, 1, 0.7, context: 100_000, sequences: 1);

        Assert.Equal(work.KvBytes * 100_000 + work.WindowKvBytes * 128, fit.Cache);
    }

    [Fact]
    public void A_model_that_does_not_fit_says_how_much_is_missing()
    {
        var work = ModelWork.Of(_catalog.Model("llama-3.1-70b"));
        var h100 = _catalog.Machine("h100");

        var one = MemoryFit.Of(work, h100, 1, 0.9, 2048, 1);
        var two = MemoryFit.Of(work, h100, 2, 0.95, 2048, 1);

        Assert.True(one.WeightsExceed);
        Assert.Equal(work.WeightBytes + one.Cache - 72e9, one.Missing, 1.0);
        Assert.True(two.Fits);
        Assert.Equal(0, MemoryFit.MostSequences(work, h100, 1, 0.9, 2048));
    }

    [Fact]
    public void A_dense_122b_at_four_bits_cannot_pass_four_tokens_a_second_on_a_spark()
    {
        // The published claim is 30 to 45 tokens/s for a dense 122B at NVFP4 on 273 GB/s.
        var bytes = 122e9 * 4.5 / 8;
        var dense = ModelWork.Of(_catalog.Model("llama-3.1-8b")) with { DenseBytes = bytes, HeadBytes = 0 };

        var bound = BandwidthBound.TokensPerSecond(dense, _catalog.Machine("dgx-spark"));

        Assert.Equal(3.98, bound, 0.01);
    }
}
