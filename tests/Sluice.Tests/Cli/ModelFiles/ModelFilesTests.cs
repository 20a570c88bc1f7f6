using System.Text.Json;
using Sluice.Testing;

namespace Sluice.Tests.Cli.ModelFiles;

public sealed class ModelFilesTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_is_shown_with_its_shape_and_what_it_takes_here()
    {
        TinyGguf.Write(folder.At("tiny.gguf"));

        JsonElement json = JsonDocument.Parse((await RunAsync("models show tiny.gguf --context 1000 --concurrency 3 --kv-type q8_0 --json")).Out).RootElement;

        // 2 layers x 2 heads x (16 + 16) numbers; q8_0 has 34 bytes for 32 of them.
        JsonElement memory = json.GetProperty("memory");
        Assert.Equal(2 * 2 * 32 * 34 / 32d, memory.GetProperty("kv_bytes_per_token").GetDouble());
        Assert.Equal(2 * 2 * 32 * 34 / 32d * 3000, memory.GetProperty("cache_bytes").GetDouble());
        Assert.True(memory.GetProperty("fits").GetBoolean());
        Assert.Equal((2, 64, 4, 2, 2048), (Int(json, "layers"), Int(json, "hidden"), Int(json, "heads"), Int(json, "key_heads"), Int(json, "context_tokens")));
        Assert.Equal(("F16", "chatml", "none"), (Text(json, "quantisation"), Text(json, "template_layout"), Text(json, "template_family")));
        Assert.Equal(new FileInfo(folder.At("tiny.gguf")).Length, json.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task A_file_is_shown_to_people()
    {
        using var comma = new CultureScope("de-DE");
        TinyGguf.Write(folder.At("models/tiny.gguf"));

        CommandRun run = await RunAsync("models show tiny --context 2048 --concurrency 8");

        string machine = System.Text.RegularExpressions.Regex.Replace(run.ToString(), @"this machine +[0-9.]+ GB", "this machine      MEMORY");
        Expected.Matches("models-show-file", machine.Replace(folder.Path, "FOLDER", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("models show weights.safetensors")]
    [InlineData("engine serve weights.safetensors")]
    public async Task Weights_of_another_kind_are_called_by_their_name(string command)
    {
        folder.Write("weights.safetensors", [2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}', 0, 0]);

        CommandRun run = await RunAsync(command);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("it is a safetensors file; fetch the model's GGUF file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_by_another_name_is_shown_as_well()
    {
        TinyGguf.Write(folder.At("sha256-1234"));

        CommandRun run = await RunAsync("models show sha256-1234");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("tiny random", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_and_names_of_the_catalog_are_listed_apart()
    {
        TinyGguf.Write(folder.At("models/tiny.gguf"));
        TinyGguf.WriteSplit(folder.At("models/sub/pair"));
        folder.Write("models/broken.gguf", "GGUF");

        CommandRun run = await RunAsync("models");

        string[] halves = run.Out.Split("models that the catalog knows figures of");
        Assert.Matches(@"\n  pair .*F16 .*downloaded\n", halves[0]);
        Assert.Matches(@"\n  tiny .*F16 .*downloaded\n", halves[0]);
        Assert.Matches(@"\n  broken .*cannot be read: .*it has only 4 bytes", halves[0]);
        Assert.DoesNotContain("gpt-oss", halves[0], StringComparison.Ordinal);
        Assert.Contains("gpt-oss-120b", halves[1], StringComparison.Ordinal);
        Assert.Equal(run.Out, (await RunAsync("models list")).Out);
    }

    [Fact]
    public async Task Programs_get_an_object_for_each_file()
    {
        TinyGguf.Write(folder.At("models/tiny.gguf"));

        CommandRun run = await RunAsync("models list --json");

        JsonElement[] own = [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).Where(each => Text(each, "origin") == "downloaded")];
        JsonElement only = Assert.Single(own);
        Assert.Equal(("tiny", folder.At("models/tiny.gguf")), (Text(only, "name"), only.GetProperty("files")[0].GetString()));
    }

    [Fact]
    public void A_configuration_names_a_pulled_model_as_its_engine()
    {
        TinyGguf.Write(folder.At("models/tiny.gguf"));
        string yaml = "version: 1\nbackends: { laptop: { engine: tiny } }\n";

        var config = Sluice.Cli.Configuration.Reading.ConfigReader.Read(folder.At("sluice.yaml"), "sluice.yaml", yaml, name => name == "SLUICE_MODELS" ? folder.At("models") : null);

        var engine = Assert.IsType<Sluice.Cli.Configuration.BackendConfig.Embedded>(config.Backends["laptop"]);
        Assert.Equal(folder.At("models/tiny.gguf"), engine.ModelPath);
    }

    [Fact]
    public async Task A_name_that_is_no_model_is_met_with_those_that_are()
    {
        TinyGguf.Write(folder.At("models/tiny.gguf"));

        CommandRun run = await RunAsync("engine serve tinny");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("sluice: engine serve: there is neither a file 'tinny' nor a model of that name (did you mean 'tiny'?); allowed: the path of a GGUF file, or tiny", run.Error, StringComparison.Ordinal);
    }

    private static int Int(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private Task<CommandRun> RunAsync(string command) => CommandRun.OfAsync(
        new TerminalSetup { WorkingFolder = folder.Path, Environment = new Dictionary<string, string> { ["SLUICE_MODELS"] = Path.Combine(folder.Path, "models") } },
        command.Split(' '));
}
