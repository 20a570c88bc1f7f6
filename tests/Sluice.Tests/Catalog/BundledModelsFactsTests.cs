using Sluice.Catalog;
using Sluice.Catalog.Work;

namespace Sluice.Tests.Catalog;

/// <summary>The bundled entries against what their makers publish: parameters, checkpoint sizes, bytes per token.</summary>
public sealed class BundledModelsFactsTests
{
    readonly CatalogIndex _catalog = CatalogIndex.Load();

    // Total and active parameters of the model cards. Gemma's and Nemotron's active count includes the head, as here.
    [Theory]
    [InlineData("gpt-oss-120b", 116.8, 5.1)]
    [InlineData("gemma4-26b", 25.2, 3.8)]
    [InlineData("nemotron-3-super", 120.6, 12.2)]
    [InlineData("qwen3.5-122b-a10b", 122, 9.0)]
    [InlineData("qwen3.5-35b-a3b", 34.7, 2.95)]
    [InlineData("nemotron-nano-9b-v2", 8.9, 8.3)]
    [InlineData("llama-3.1-8b", 8.03, 7.5)]
    [InlineData("llama-3.1-70b", 70.6, 69.5)]
    [InlineData("qwen3.5-9b", 8.95, 7.94)]
    [InlineData("smollm2-135m", 0.1345, 0.1345)]
    public void A_models_blocks_add_up_to_its_published_parameters(string name, double totalBillions, double activeBillions)
    {
        var model = _catalog.Model(name);

        Assert.Equal(1, model.Parameters / 1e9 / totalBillions, 0.01);
        Assert.Equal(1, model.ActiveParameters / 1e9 / activeBillions, 0.01);
    }

    // GiB of weights and GB read by a step with one token: reference figures of the published analysis of the Spark tables.
    [Theory]
    [InlineData("gpt-oss-120b", 58.6, 2.75, 60.9)]
    [InlineData("gemma4-26b", 24.2, 4.57, 22.8)]
    [InlineData("nemotron-3-super", 69.6, 11.35, 63.4)]
    public void Bytes_follow_from_the_precision_of_each_class(string name, double weightsGiB, double stepGB, double expertsGB)
    {
        var work = ModelWork.Of(_catalog.Model(name));

        Assert.Equal(weightsGiB, work.WeightBytes / (1L << 30), 0.05);
        Assert.Equal(stepGB, work.BytesPerToken / 1e9, 0.005);
        Assert.Equal(expertsGB, work.Experts * work.ExpertBytes / 1e9, 0.05);
    }

    [Fact]
    public void A_mamba_state_is_counted_once_resident_and_twice_as_traffic()
    {
        var work = ModelWork.Of(_catalog.Model("nemotron-3-super"));

        // 40 blocks × (128 heads × 64 × 128 in FP32 + (8192 + 2·8·128) × 4 taps in BF16)
        Assert.Equal(40.0 * (128 * 64 * 128 * 4 + (8192 + 2 * 8 * 128) * 4 * 2), work.StateBytes);
        Assert.Equal(2 * work.StateBytes, work.StateTraffic);
    }

    [Fact]
    public void Every_figure_of_every_entry_has_a_unit_and_a_source()
    {
        var figures = _catalog.Models.SelectMany(model => model.Figures).Concat(_catalog.Hardware.SelectMany(hardware => hardware.Figures)).ToList();

        Assert.True(figures.Count > 200);
        Assert.All(figures, figure => Assert.True(figure.Unit.Length > 0 && figure.Source.Length > 10, figure.Path));
    }

    [Theory]
    [InlineData("openai/gpt-oss-120b", "gpt-oss-120b")]
    [InlineData("GPT-OSS-120B", "gpt-oss-120b")]
    [InlineData("qwen3.5-122b", "qwen3.5-122b-a10b")]
    public void A_model_is_found_by_its_repository_and_its_aliases(string asked, string name) => Assert.Equal(name, _catalog.Model(asked).Name);

    [Theory]
    [InlineData("dgx-spark", 273e9, 128e9)]
    [InlineData("h100", 3.35e12, 80e9)]
    [InlineData("h200", 4.8e12, 141e9)]
    [InlineData("b200", 7.7e12, 180e9)]
    [InlineData("rtx-4090", 1008e9, 24e9)]
    [InlineData("rtx-3060", 360e9, 12e9)]
    [InlineData("m1-max", 400e9, 64e9)]
    [InlineData("cpu-2core", 26.8e9, 23.0 * (1L << 30))]
    public void Hardware_is_held_in_base_units(string name, double bandwidth, double memory)
    {
        var hardware = _catalog.Machine(name);

        Assert.Equal(1, hardware.Bandwidth / bandwidth, 1e-9);
        Assert.Equal(1, hardware.Memory / memory, 1e-9);
    }
}
