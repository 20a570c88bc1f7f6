using Sluice.Catalog;
using Sluice.Catalog.Work;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Costs;

namespace Sluice.Tests.Twin;

/// <summary>The step's parts against the published decomposition of the reference model, in milliseconds.</summary>
public sealed class StepCostTests
{
    readonly CatalogIndex _catalog = CatalogIndex.Load();

    // model, devices, sequences; weights, experts, KV, state, compute, overhead, link, step: the table of the reference fit.
    [Theory]
    [InlineData("gpt-oss-120b", 1, 1, 3.3, 7.5, 0.1, 0, 0.2, 6.9, 0, 18.0)]
    [InlineData("gpt-oss-120b", 1, 32, 3.3, 80.9, 2.8, 0, 5.1, 6.9, 0, 99.2)]
    [InlineData("gpt-oss-120b", 2, 1, 1.7, 4.5, 0.0, 0, 0.1, 6.9, 1.8, 15.1)]
    [InlineData("gemma4-26b", 1, 32, 12.4, 57.2, 14.7, 0, 5.2, 6.1, 0, 95.6)]
    [InlineData("nemotron-3-super", 1, 32, 34.1, 111.5, 0.6, 43.3, 17.5, 13.9, 0, 220.9)]
    [InlineData("nemotron-3-super", 2, 32, 17.0, 67.2, 0.3, 21.6, 8.7, 13.9, 4.4, 133.2)]
    public void A_decode_step_is_made_of_the_published_parts(string model, int devices, int sequences, double weights, double experts,
        double kv, double state, double compute, double launch, double link, double total)
    {
        var cost = Cost(model, devices);
        const int context = 1024 + 64;
        var shape = new StepShape { Decodes = sequences, Context = context * sequences, WindowContext = Math.Min(context, cost.Window) * sequences, Samples = sequences };

        var parts = cost.Explain(shape);

        double[] actual = [parts.Weights, parts.Experts, parts.Kv, parts.State, parts.Compute, parts.Launch, parts.Link, parts.Total];
        double[] expected = [weights, experts, kv, state, compute, launch, link, total];
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i] * 1000, 0.15);
        Assert.Equal(parts.Total, cost.Seconds(shape), 1e-12);
    }

    [Fact]
    public void Each_further_step_grows_by_the_cache_one_token_adds()
    {
        var cost = Cost("gpt-oss-120b", 1);
        var first = new StepShape { Decodes = 8, Context = 800, WindowContext = 800, Samples = 8 };
        var second = new StepShape { Decodes = 8, Context = 808, WindowContext = 808, Samples = 8 };

        Assert.Equal(cost.Seconds(second) - cost.Seconds(first), cost.Growth(8, 8), 1e-12);
    }

    [Fact]
    public void A_long_prompt_pays_for_the_attention_that_short_ones_do_not_have()
    {
        var cost = Cost("llama-3.1-8b", 1);
        var early = new StepShape { Prefill = 1024, PrefillPositions = 1024L * 1023 / 2, Samples = 1 };
        var late = new StepShape { Prefill = 1024, PrefillPositions = 1024L * 1023 / 2 + 1024L * 30_000, Samples = 1 };

        // 32 layers × 32 heads × 128 × 4 operations per token and token of context
        var flops = 1024 * 30_000.0 * 32 * 32 * 128 * 4;

        Assert.Equal(flops / cost.Parameters.Compute, cost.Seconds(late) - cost.Seconds(early), 1e-9);
    }

    [Fact]
    public void Uniform_routing_reaches_the_textbook_count_of_experts()
    {
        var reach = new ExpertReach(128, 4, 0);

        Assert.Equal(128 * (1 - Math.Pow(1 - 4 / 128.0, 32)), reach.Of(32), 1e-9);
    }

    [Fact]
    public void Skewed_routing_reaches_fewer_and_a_single_token_exactly_its_own()
    {
        var reach = new ExpertReach(128, 4, 7.9);

        Assert.Equal(4, reach.Of(1), 1e-9);
        Assert.Equal(43, reach.Of(32), 0.5);           // the reference's figure for GPT-OSS at 32 sequences
        Assert.Equal(reach.Of(4096), reach.Of(4097), 0.01);
        Assert.InRange(reach.Of(100_000), reach.Of(4096), 128);
    }

    [Fact]
    public void A_popularity_above_one_is_cut_and_shared_out()
    {
        // With a skew this strong the first experts are always used: chances are 1, 1, 1 … and still sum to 22.
        var reach = new ExpertReach(32, 22, 20);

        Assert.Equal(22, reach.Of(1), 1e-9);
    }

    StepCost Cost(string model, int devices)
    {
        var spark = _catalog.Machine("dgx-spark");
        return new StepCost(ModelWork.Of(_catalog.Model(model)), CalibrationFile.Bundled("dgx-spark")!.For(model, spark), devices);
    }
}
