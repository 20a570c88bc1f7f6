namespace Sluice.Cli.Configuration;

/// <summary>Where models are: the checked content of one <c>sluice.yaml</c>, or the built-in one when there is no file.</summary>
internal sealed record SluiceConfig
{
    /// <summary>What messages call this configuration: the file's path as typed, or "the built-in configuration".</summary>
    public required string Place { get; init; }

    /// <summary>Whether there is no file.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>By name, in the order of the file.</summary>
    public required IReadOnlyDictionary<string, BackendConfig> Backends { get; init; }

    /// <summary>The names pipelines ask for, in the order of the file.</summary>
    public required IReadOnlyDictionary<string, ModelConfig> Models { get; init; }

    /// <summary>Second names of models.</summary>
    public required IReadOnlyDictionary<string, string> Aliases { get; init; }

    /// <summary>Every name that a pipeline may ask for.</summary>
    public IEnumerable<string> ModelNames => Models.Keys.Concat(Aliases.Keys).Distinct(StringComparer.Ordinal);

    /// <summary>The model behind a name or an alias; null when the name is unknown.</summary>
    public ModelConfig? FindModel(string name) =>
        Models.GetValueOrDefault(Aliases.TryGetValue(name, out string? target) ? target : name);
}

/// <summary>A name that pipelines ask for, and the backends that answer to it, best first.</summary>
internal sealed record ModelConfig(string Name, IReadOnlyList<ModelPlace> On);

/// <param name="As">What the backend itself calls the model; null means that the only model it serves is meant.</param>
internal sealed record ModelPlace(string Backend, string? As);
