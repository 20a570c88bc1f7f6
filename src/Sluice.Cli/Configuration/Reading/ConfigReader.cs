using System.Text.RegularExpressions;
using Sluice.Cli.ModelFiles;
using Sluice.Cli.Problems;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sluice.Cli.Configuration.Reading;

/// <summary>Reads <c>sluice.yaml</c> whole: the configuration, or everything that is wrong with it.</summary>
internal sealed partial class ConfigReader
{
    private readonly ConfigProblems problems;
    private readonly BackendReader backendReader;
    private readonly string file;

    private ConfigReader(string path, string shown, Func<string, string?> environment)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        file = shown;
        problems = new ConfigProblems(shown);
        backendReader = new BackendReader(new Placeholders(environment, folder), new ModelLibrary(environment, folder, AppContext.BaseDirectory), folder);
    }

    /// <param name="path">Relative paths inside the file start at its folder.</param>
    /// <param name="shown">The path as it was typed: what messages show.</param>
    /// <exception cref="CouldNotRunException">With every problem of the file, in the order of its lines.</exception>
    public static SluiceConfig Read(string path, string shown, string text, Func<string, string?> environment)
    {
        var reader = new ConfigReader(path, shown, environment);
        SluiceConfig? config = reader.Parse(text) is { } root ? reader.ReadRoot(root) : null;
        return config is null || reader.problems.Any ? throw new CouldNotRunException(reader.problems.InOrder) : config;
    }

    private ConfigMap? Parse(string text)
    {
        const string Allowed = "a mapping that begins with 'version: 1'";
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            switch (stream.Documents)
            {
                case [{ RootNode: YamlMappingNode map }]: return new ConfigMap(map, "", problems);
                case []: problems.Add(new Mark(0, 1, 1), "the file is empty", Allowed); break;
                case [_, var second, ..]: problems.Add(second.RootNode, "a second document begins here", "one document"); break;
                case [var only]: problems.Add(only.RootNode, $"the file holds {ConfigMap.Shown(only.RootNode)}", Allowed); break;
            }
        }
        catch (YamlException error)
        {
            problems.Add(error.Start, $"not readable as YAML: {(error.InnerException ?? error).Message}");
        }
        return null;
    }

    private SluiceConfig ReadRoot(ConfigMap root)
    {
        root.Refuse(ConfigKeys.Root);
        if (root.Find("version") is not { } version) problems.Add(root.Node, "'version' is missing", "version: 1");
        else if (version is not YamlScalarNode { Value: "1" }) problems.Add(version, $"'version' is {ConfigMap.Shown(version)}", "1");
        if (root.Find("backends") is null) problems.Add(root.Node, "'backends' is missing", "backends: { NAME: { url: URL } } or { NAME: { engine: PATH } }");

        string[] backendNames = root.Map("backends") is { } named ? [.. named.Entries().Select(entry => entry.Key)] : [];
        Dictionary<string, BackendConfig> backends = ReadEntries(root, "backends", backendReader.Read);
        Dictionary<string, ModelConfig> models = ReadEntries(root, "models", (name, map) => ModelReader.Read(name, map, backendNames));
        return new SluiceConfig { Place = file, Backends = backends, Models = models, Aliases = ReadAliases(root, models) };
    }

    private Dictionary<string, T> ReadEntries<T>(ConfigMap root, string section, Func<string, ConfigMap, T?> read)
        where T : class
    {
        var entries = new Dictionary<string, T>();
        if (root.Map(section) is not { } map) return entries;
        foreach ((string name, YamlNode at, YamlNode value) in map.Entries())
        {
            CheckName(map, name, at);
            if (map.AsMap(value, map.PathOf(name)) is { } inner && read(name, inner) is { } entry) entries[name] = entry;
        }
        return entries;
    }

    private Dictionary<string, string> ReadAliases(ConfigMap root, Dictionary<string, ModelConfig> models)
    {
        var aliases = new Dictionary<string, string>();
        if (root.Map("aliases") is not { } map) return aliases;
        string allowed = models.Count == 0 ? "the name of a model; the file has none" : string.Join(", ", models.Keys);
        foreach ((string name, YamlNode at, YamlNode value) in map.Entries())
        {
            CheckName(map, name, at);
            if (models.ContainsKey(name)) problems.Add(at, $"'{map.PathOf(name)}': a model has this name already", "a name that no model has");
            if (map.Text(name) is not { } target) continue;
            if (models.ContainsKey(target)) aliases[name] = target;
            else problems.Add(value, $"'{map.PathOf(name)}': unknown model '{target}'{Nearest.Hint(target, models.Keys)}", allowed);
        }
        return aliases;
    }

    private void CheckName(ConfigMap section, string name, YamlNode at)
    {
        if (!Name.IsMatch(name))
            problems.Add(at, $"'{section.Path}': '{name}' cannot be a name", "letters, digits and . _ : / - without spaces");
    }

    /// <summary>Model names follow what servers use, such as <c>openai/gpt-oss-120b</c> or <c>gpt-oss:deep</c>.</summary>
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._:/-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Name { get; }
}
