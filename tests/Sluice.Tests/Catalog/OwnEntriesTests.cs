using Sluice.Catalog;
using Sluice.Catalog.Facts;
using Sluice.Catalog.Hardware;
using Sluice.Catalog.Models;
using Sluice.Testing;

namespace Sluice.Tests.Catalog;

public sealed class OwnEntriesTests
{
    const string Tiny = """
        model: tiny
        sources: { me: measured at home with a ruler }
        layers: [2, layers, me]
        hidden: [64, dims, me]
        vocabulary: [256, tokens, me]
        blocks:
          - { kind: attention, count: [2, blocks, me], query_heads: [4, heads, me], kv_heads: [2, heads, me], head_size: [16, dims, me] }
          - { kind: mlp, count: [2, blocks, me], width: [128, dims, me], matrices: [3, matrices, me] }
        precisions:
          - { name: int8, attention: [8, bits, me], mlp: [8, bits, me], kv: [16, bits, me] }
        """;

    [Fact]
    public void A_users_folder_adds_models_and_hardware()
    {
        using var folder = new TempFolder();
        folder.Write("tiny.yaml", Tiny);
        folder.Write("box.yaml", "hardware: box\nsources: { me: the label on its back }\nmemory: [16, GiB, me]\nbandwidth: [100, GB/s, me]\ncompute_16bit: [10, TFLOP/s, me]\n");

        var catalog = CatalogIndex.Load(folder.Path);

        Assert.Equal(2 * (64 * (64 * 2 + 32 * 2) + 3 * 64 * 128) + 2 * 256 * 64, catalog.Model("tiny").Parameters);
        Assert.Equal(16.0 * (1L << 30), catalog.Machine("box").Memory);
        Assert.Equal("the label on its back", Assert.Single(catalog.Machine("box").Figures, figure => figure.Path == "memory").Source);
    }

    [Fact]
    public void Every_problem_of_a_file_is_reported_at_once_with_its_line()
    {
        var broken = Tiny.Replace("[64, dims, me]", "[64, GB, me]", StringComparison.Ordinal)
            .Replace("kind: mlp", "kind: mpl", StringComparison.Ordinal)
            .Replace("layers: [2, layers, me]", "layers: [2, layers, you]", StringComparison.Ordinal) + "\nspeed: fast\n";

        var problem = Assert.Throws<CatalogFileException>(() => ModelFile.Parse("tiny.yaml", broken));

        Assert.Contains(problem.Problems, line => line.StartsWith("tiny.yaml:4: hidden: unit 'GB' is wrong here; allowed: layers", StringComparison.Ordinal));
        Assert.Contains(problem.Problems, line => line.Contains("unknown kind 'mpl'; allowed: attention, latent-attention, experts, mlp, mamba2, gated-delta", StringComparison.Ordinal));
        Assert.Contains(problem.Problems, line => line.StartsWith("tiny.yaml:3: layers: source 'you' is not in sources; allowed: me", StringComparison.Ordinal));
        Assert.Contains(problem.Problems, line => line.Contains("unknown key 'speed'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("memory: [lots, GB, me]", "'lots' is not a number")]
    [InlineData("memory: 128", "a figure is written [value, unit, source]")]
    [InlineData("memory: [-1, GB, me]", "is not a number of at least 0")]
    public void A_figure_is_a_value_with_unit_and_source(string line, string expected)
    {
        var yaml = $"hardware: box\nsources: {{ me: the label on its back }}\nbandwidth: [1, GB/s, me]\n{line}\n";

        var problem = Assert.Throws<CatalogFileException>(() => HardwareFile.Parse("box.yaml", yaml));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-oss-12b", "gpt-oss-120b")]
    [InlineData("qwen3.5-122", "qwen3.5-122b-a10b")]
    [InlineData("lama-3.1-8b", "llama-3.1-8b")]
    public void An_unknown_model_is_met_with_the_nearest_names(string asked, string nearest)
    {
        var problem = Assert.Throws<UnknownNameException>(() => CatalogIndex.Load().Model(asked));

        Assert.Equal(nearest, problem.Nearest[0]);
        Assert.Contains($"unknown model '{asked}'; did you mean {nearest}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_hardware_lists_what_is_known() =>
        Assert.Contains("allowed: b200, cpu-2core, dgx-spark, h100, h200", Assert.Throws<UnknownNameException>(() => CatalogIndex.Load().Machine("abacus")).Message, StringComparison.Ordinal);
}
