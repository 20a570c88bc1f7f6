namespace Sluice.Cli.Configuration;

/// <summary>What Sluice knows without a <c>sluice.yaml</c>: the bundled model on this machine.</summary>
internal static class BuiltInConfig
{
    public const string Backend = "laptop";
    public const string Model = "default";

    public static SluiceConfig On(string home) => new()
    {
        Place = "the built-in configuration",
        IsBuiltIn = true,
        Backends = new Dictionary<string, BackendConfig>
        {
            [Backend] = new BackendConfig.Embedded(Backend, Path.Combine(home, SluiceHome.BundledModel)),
        },
        Models = new Dictionary<string, ModelConfig> { [Model] = new(Model, [new ModelPlace(Backend, null)]) },
        Aliases = new Dictionary<string, string>(),
    };
}
