using System.Reflection;
using Sluice.Catalog.Facts;
using Sluice.Catalog.Hardware;
using Sluice.Catalog.Importing;
using Sluice.Catalog.Models;
using Sluice.Catalog.Servers;
using Sluice.Catalog.Topologies;

namespace Sluice.Catalog;

/// <summary>All known models and hardware: the bundled entries and those of the user's own folders, which win by name.</summary>
public sealed class CatalogIndex
{
    readonly Dictionary<string, ModelSpec> _models = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, HardwareSpec> _hardware = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, ServerRecipe> _servers = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, TopologySpec> _topologies = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>In the order of their names.</summary>
    public IEnumerable<ModelSpec> Models => _models.Values.Distinct().OrderBy(model => model.Name, StringComparer.Ordinal);

    /// <summary>In the order of their names.</summary>
    public IEnumerable<HardwareSpec> Hardware => _hardware.Values.Distinct().OrderBy(hardware => hardware.Name, StringComparer.Ordinal);

    /// <summary>In the order of their names.</summary>
    public IEnumerable<TopologySpec> Topologies => _topologies.Values.Distinct().OrderBy(topology => topology.Name, StringComparer.Ordinal);

    /// <summary>The bundled entries; then the <c>*.yaml</c> of each folder, one model, hardware, topology or server entry each.</summary>
    /// <exception cref="CatalogFileException">When a file is not a valid entry.</exception>
    public static CatalogIndex Load(params ReadOnlySpan<string> folders)
    {
        var index = new CatalogIndex();
        var assembly = typeof(CatalogIndex).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)) index.Add(name, Resource(assembly, name));
        foreach (var folder in folders)
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)) index.Add(file, File.ReadAllText(file));
        }

        return index;
    }

    /// <summary>Adds one entry; its kind is told by the key <c>hardware</c>, <c>topology</c>, <c>server</c> or <c>model</c>.</summary>
    public void Add(string file, string yaml)
    {
        if (HasKey(yaml, "server"))
        {
            var recipe = ServerFile.Parse(file, yaml);
            _servers[recipe.Hardware] = recipe;
        }
        else if (HasKey(yaml, "topology"))
        {
            var topology = TopologyFile.Parse(file, yaml);
            foreach (var name in topology.Aliases.Prepend(topology.Name)) _topologies[name] = topology;
        }
        else if (HasKey(yaml, "hardware"))
        {
            var hardware = HardwareFile.Parse(file, yaml);
            foreach (var name in hardware.Aliases.Prepend(hardware.Name)) _hardware[name] = hardware;
        }
        else
        {
            Add(ModelFile.Parse(file, yaml));
        }
    }

    public void Add(ModelSpec model)
    {
        foreach (var name in model.Aliases.Prepend(model.Name)) _models[name] = model;
        if (model.HuggingFace is { } repository) _models[repository] = model;
    }

    /// <summary>A known name, or the path of a YAML entry, a Hugging Face <c>config.json</c> or a GGUF file.</summary>
    /// <exception cref="UnknownNameException">With the nearest names.</exception>
    public ModelSpec Model(string nameOrPath)
    {
        if (_models.TryGetValue(nameOrPath, out var known)) return known;
        if (!File.Exists(nameOrPath)) throw new UnknownNameException("model", nameOrPath, [.. Models.Select(model => model.Name)],
            Models.SelectMany(model => model.Aliases.Select(alias => (alias, model.Name))));
        return Path.GetExtension(nameOrPath).ToUpperInvariant() switch
        {
            ".GGUF" => GgufModel.Read(nameOrPath),
            ".JSON" => HuggingFaceConfig.Read(nameOrPath),
            _ => ModelFile.Parse(nameOrPath, File.ReadAllText(nameOrPath)),
        };
    }

    /// <summary>A known name, or the path of a YAML entry.</summary>
    /// <exception cref="UnknownNameException">With the nearest names.</exception>
    public HardwareSpec Machine(string nameOrPath)
    {
        if (_hardware.TryGetValue(nameOrPath, out var known)) return known;
        if (File.Exists(nameOrPath)) return HardwareFile.Parse(nameOrPath, File.ReadAllText(nameOrPath));
        throw new UnknownNameException("hardware", nameOrPath, [.. Hardware.Select(hardware => hardware.Name)],
            Hardware.SelectMany(hardware => hardware.Aliases.Select(alias => (alias, hardware.Name))));
    }

    /// <summary>A known name, or the path of a YAML entry, as the entry tells it.</summary>
    /// <exception cref="FormatException">With what is allowed.</exception>
    public TopologySpec TopologyEntry(string nameOrPath)
    {
        if (_topologies.TryGetValue(nameOrPath, out var known)) return known;
        if (File.Exists(nameOrPath)) return TopologyFile.Parse(nameOrPath, File.ReadAllText(nameOrPath));
        var forms = string.Join(", ", Topologies.Select(topology => topology.Form));
        throw new FormatException($"unknown topology '{nameOrPath}'; allowed: {forms} with N from 1 to {Sluice.Catalog.Topologies.Topology.MaxDevices}, or the path of a YAML entry");
    }

    /// <summary>A known name with or without <c>:N</c>, or the path of a YAML entry.</summary>
    /// <param name="router">Null means shuffle; ignored where the topology names its own.</param>
    /// <exception cref="FormatException">With what is allowed.</exception>
    public Topology Topology(string text, Routing? router = null)
    {
        if (!_topologies.ContainsKey(text) && File.Exists(text) && TopologyEntry(text) is var entry) return entry.Of(entry.Name, router);
        var colon = text.LastIndexOf(':');
        return TopologyEntry(colon < 0 ? text : text[..colon]).Of(text, router);
    }

    /// <summary>How models are served on that hardware; null when the catalog has no recipe for it.</summary>
    public ServerRecipe? Recipe(HardwareSpec hardware) => _servers.GetValueOrDefault(hardware.Name);

    static bool HasKey(string yaml, string key) =>
        yaml.StartsWith(key + ":", StringComparison.Ordinal) || yaml.Contains("\n" + key + ":", StringComparison.Ordinal);

    static string Resource(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
