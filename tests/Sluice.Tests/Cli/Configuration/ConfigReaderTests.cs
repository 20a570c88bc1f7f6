using Sluice.Cli.Configuration;
using Sluice.Cli.Configuration.Reading;
using Sluice.Cli.Problems;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Configuration;

public sealed class ConfigReaderTests : IDisposable
{
    private readonly TempFolder temp = new();

    private string Folder => temp.Path;

    [Fact]
    public void A_remote_backend_is_read_with_its_key_headers_and_body_fields()
    {
        File.WriteAllText(Path.Combine(Folder, "team"), "blue\n");
        SluiceConfig config = Read("""
            version: 1
            backends:
              spark:
                url: "http://spark:8000/v1"
                key: "${env:SPARK_KEY}"
                headers: { X-Team: "team ${file:team}" }
                extra_body: { chat_template_kwargs: { enable_thinking: false, level: "1", budget: 0.5, none: ~ } }
            """);

        var spark = Assert.IsType<BackendConfig.Remote>(config.Backends["spark"]);
        Assert.Equal("http://spark:8000/v1", spark.Url.ToString());
        Assert.Equal("s3cret", spark.Key?.Reveal());
        Assert.Equal("team blue", spark.Headers?["X-Team"]);
        Assert.Equal("""{"enable_thinking":false,"level":"1","budget":0.5,"none":null}""", spark.ExtraBody?["chat_template_kwargs"].GetRawText());
    }

    [Fact]
    public void An_engine_backend_finds_its_model_from_the_folder_of_the_file()
    {
        File.WriteAllText(Path.Combine(Folder, "tiny.gguf"), "");

        SluiceConfig config = Read("version: 1\nbackends: { laptop: { engine: tiny.gguf, parallel: 8, context: 4096, threads: 3 } }");

        var laptop = Assert.IsType<BackendConfig.Embedded>(config.Backends["laptop"]);
        Assert.Equal(Path.Combine(Folder, "tiny.gguf"), laptop.ModelPath);
        Assert.Equal((8, 4096, 3), (laptop.Parallel, laptop.ContextTokens, laptop.Threads));
    }

    [Fact]
    public void An_alias_leads_to_its_model_and_the_order_of_backends_is_kept()
    {
        SluiceConfig config = Read("""
            version: 1
            backends: { a: { url: "http://a" }, b: { url: "http://b" } }
            models: { gpt-oss: { on: [ { backend: b, as: openai/gpt-oss-120b }, { backend: a } ] } }
            aliases: { default: gpt-oss }
            """);

        Assert.Equal([new ModelPlace("b", "openai/gpt-oss-120b"), new ModelPlace("a", null)], config.FindModel("default")!.On);
        Assert.Same(config.FindModel("gpt-oss"), config.FindModel("default"));
        Assert.Null(config.FindModel("other"));
    }

    [Theory]
    [InlineData("http://host:8000", "http://host:8000/v1")]
    [InlineData("http://host:8000/", "http://host:8000/v1")]
    [InlineData("http://host:8000/v1/", "http://host:8000/v1")]
    [InlineData("https://host/v1/chat/completions", "https://host/v1")]
    [InlineData("https://host/v1beta/openai", "https://host/v1beta/openai")]
    public void A_base_url_may_be_written_in_each_usual_way(string written, string read)
    {
        Assert.True(BaseUrl.TryRead(written, out Uri? url));
        Assert.Equal(read, url.ToString());
    }

    [Fact]
    public void An_anchor_that_contains_itself_ends_in_a_problem_not_in_a_crash()
    {
        var refusal = Assert.Throws<CouldNotRunException>(() => Read("""
            version: 1
            backends: { a: { url: "http://a", extra_body: { loop: &loop { again: *loop } } } }
            """));

        Assert.NotEmpty(refusal.Problems);
    }

    [Fact]
    public void Without_a_file_the_built_in_configuration_has_the_bundled_model()
    {
        SluiceConfig config = ConfigFile.Load(null, Folder, _ => null, () => Folder);

        var laptop = Assert.IsType<BackendConfig.Embedded>(config.Backends[config.FindModel("default")!.On[0].Backend]);
        Assert.Equal(Path.Combine(Folder, SluiceHome.BundledModel), laptop.ModelPath);
    }

    [Fact]
    public void A_file_of_the_working_folder_is_found_and_one_that_was_named_must_exist()
    {
        File.WriteAllText(Path.Combine(Folder, "sluice.yaml"), "version: 1\nbackends: { here: { url: \"http://a\" } }");

        Assert.Contains("here", ConfigFile.Load(null, Folder, _ => null, () => Folder).Backends);
        var refusal = Assert.Throws<CouldNotRunException>(() => ConfigFile.Load("other.yaml", Folder, _ => null, () => Folder));
        Assert.Equal("other.yaml: the configuration cannot be read: there is no such file; allowed: the path of a sluice.yaml, or no --config at all for the bundled model",
            refusal.Message);
    }

    [Fact]
    public void The_home_is_found_above_the_executable_or_named_by_its_variable()
    {
        string deep = Directory.CreateDirectory(Path.Combine(Folder, "bin", "sluice")).FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "models"));
        File.WriteAllText(Path.Combine(Folder, SluiceHome.BundledModel), "");

        Assert.Equal(Folder, SluiceHome.Find(_ => null, deep));
        Assert.Equal(Folder, SluiceHome.Find(_ => Folder, "/"));
        Assert.StartsWith("SLUICE_HOME: ", Assert.Throws<CouldNotRunException>(() => SluiceHome.Find(_ => deep, deep)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => temp.Dispose();

    private SluiceConfig Read(string yaml) => ConfigReader.Read(
        Path.Combine(Folder, "sluice.yaml"), "sluice.yaml", yaml, name => name == "SPARK_KEY" ? "s3cret" : null);
}
