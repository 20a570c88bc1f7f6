using System.Text.Json;
using Sluice.Cli.Configuration.Reading;
using Sluice.Schema;
using Sluice.Tests.House;
using YamlDotNet.RepresentationModel;

namespace Sluice.Tests.Cli.Configuration;

/// <summary>docs/sluice.schema.json is for editors: it must say what the reader says.</summary>
public sealed class ConfigSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("docs", "sluice.schema.json"))).RootElement;

    [Fact]
    public void The_schema_for_editors_has_the_keys_that_the_reader_allows()
    {
        JsonElement definitions = Schema.GetProperty("$defs");

        Assert.Equal(ConfigKeys.Root, KeysOf(Schema));
        Assert.Equal(ConfigKeys.RemoteBackend, KeysOf(definitions.GetProperty("remote")));
        Assert.Equal(ConfigKeys.EmbeddedBackend, KeysOf(definitions.GetProperty("embedded")));
        Assert.Equal(ConfigKeys.Model, KeysOf(definitions.GetProperty("model")));
        Assert.Equal(ConfigKeys.Place, KeysOf(definitions.GetProperty("model").GetProperty("properties").GetProperty("on").GetProperty("items")));
    }

    [Fact]
    public void The_example_is_read_without_a_problem_and_shows_every_key()
    {
        string path = Repository.PathOf("sluice.example.yaml");
        string text = File.ReadAllText(path);

        ConfigReader.Read(path, "sluice.example.yaml", text, _ => null);

        foreach (string key in (string[])[.. ConfigKeys.Root, .. ConfigKeys.RemoteBackend, .. ConfigKeys.EmbeddedBackend, .. ConfigKeys.Model, .. ConfigKeys.Place])
            Assert.Contains($"{key}:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_for_editors_accepts_the_example_and_refuses_a_key_in_plain_sight()
    {
        string example = File.ReadAllText(Repository.PathOf("sluice.example.yaml"));

        Assert.Empty(JsonSchema.FromElement(Schema).Validate(Json(example)));
        Assert.NotEmpty(JsonSchema.FromElement(Schema).Validate(Json("version: 1\nbackends: { a: { url: \"http://a\", key: sk-123 } }")));
        Assert.NotEmpty(JsonSchema.FromElement(Schema).Validate(Json("version: 1\nbackends: { a: { url: \"http://a\", route: auto } }")));
    }

    private static JsonElement Json(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return YamlToJson.Convert(stream.Documents[0].RootNode)!.Value;
    }

    private static string[] KeysOf(JsonElement schema) => [.. schema.GetProperty("properties").EnumerateObject().Select(property => property.Name)];
}
