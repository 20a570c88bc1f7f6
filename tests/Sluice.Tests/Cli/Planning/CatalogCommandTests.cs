using System.Text.Json;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Planning;

public sealed class CatalogCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("models-list", "models list")]
    [InlineData("hardware-list", "hardware list")]
    [InlineData("models-show", "models show nemotron-3-super --hardware dgx-spark --context 8192 --concurrency 64")]
    [InlineData("hardware-show", "hardware show rtx-3060 --context 4096 --concurrency 8")]
    public async Task The_catalog_is_shown_with_sources_fit_and_bound(string name, string command)
    {
        using var comma = new CultureScope("de-DE");

        CommandRun run = await RunAsync(command);

        Expected.Matches(name, run.ToString());
    }

    [Fact]
    public async Task Programs_get_the_fit_in_bytes()
    {
        JsonElement json = JsonDocument.Parse((await RunAsync("models show llama-3.1-8b --hardware h100 --context 131072 --concurrency 2 --json")).Out).RootElement;

        // 32 layers x 8 heads x 128 x 2 x 2 bytes = 131,072 a token; two contexts of 131,072 tokens.
        JsonElement fit = json.GetProperty("fits")[0];
        Assert.Equal(131_072, json.GetProperty("kv_bytes_per_token").GetDouble());
        Assert.Equal(2 * 131_072d * 131_072d, fit.GetProperty("cache_bytes").GetDouble());
        Assert.True(fit.GetProperty("fits").GetBoolean());
        Assert.Equal(0.9 * 80e9, fit.GetProperty("usable_bytes").GetDouble());
    }

    [Fact]
    public async Task A_folder_of_the_users_own_entries_is_listed_with_the_others()
    {
        folder.Write("mine.yaml", """
            hardware: two-3090
            sources: {sheet: "a data sheet"}
            memory: [24, GB, sheet]
            bandwidth: [936, GB/s, sheet]
            compute_16bit: [71, TFLOP/s, sheet]
            """);

        CommandRun list = await RunAsync("hardware list --catalog .");
        CommandRun bad = await RunAsync("hardware list --catalog nowhere");

        Assert.Contains("\ntwo-3090", list.Out, StringComparison.Ordinal);
        Assert.Equal("sluice: --catalog: there is no folder 'nowhere'; allowed: a folder with *.yaml entries\n", bad.Error);
    }

    [Fact]
    public async Task A_config_json_is_shown_as_a_model()
    {
        folder.Write("config.json", """
            {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32,
             "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 128256, "max_position_embeddings": 131072, "tie_word_embeddings": false, "torch_dtype": "bfloat16"}
            """);

        CommandRun own = await RunAsync("models show config.json --json");
        CommandRun bundled = await RunAsync("models show llama-3.1-8b --json");

        foreach (string figure in (string[])["parameters", "weights_bytes", "bytes_per_token", "flops_per_token", "kv_bytes_per_token"])
            Assert.Equal(Figure(bundled, figure), Figure(own, figure));
    }

    [Fact]
    public async Task An_unknown_name_is_met_with_the_nearest()
    {
        Assert.StartsWith("sluice: models show: unknown model 'lama-3.1-8b'; did you mean llama-3.1-8b or llama-3.1-70b?", (await RunAsync("models show lama-3.1-8b")).Error, StringComparison.Ordinal);
        Assert.StartsWith("sluice: hardware show: unknown hardware 'sprak'; did you mean dgx-spark?", (await RunAsync("hardware show sprak")).Error, StringComparison.Ordinal);
    }

    private static double Figure(CommandRun run, string name) => JsonDocument.Parse(run.Out).RootElement.GetProperty(name).GetDouble();

    private Task<CommandRun> RunAsync(string command) => CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, command.Split(' '));
}
