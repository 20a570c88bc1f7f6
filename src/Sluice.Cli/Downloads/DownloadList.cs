using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Cli.Configuration.Reading;
using Sluice.Cli.Problems;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sluice.Cli.Downloads;

/// <summary>A list of models by name: a base URL, and for each file its path below it and its hash.</summary>
internal sealed partial class DownloadList
{
    private static readonly string[] RootKeys = ["version", "base_url", "models"];
    private static readonly string[] ModelKeys = ["title", "files"];
    private static readonly string[] FileKeys = ["path", "name", "sha256", "bytes"];

    private readonly Dictionary<string, IReadOnlyList<ListedFile>> models = new(StringComparer.Ordinal);

    private DownloadList(string shown) => Shown = shown;

    /// <summary>The list's path, for messages.</summary>
    public string Shown { get; }

    public Uri? BaseUrl { get; private set; }

    public IReadOnlyCollection<string> Names => models.Keys;

    public IReadOnlyList<ListedFile>? Find(string name) => models.GetValueOrDefault(name);

    /// <exception cref="CouldNotRunException">With every problem of the list.</exception>
    public static DownloadList Read(string path, string shown)
    {
        var problems = new ConfigProblems(shown);
        var list = new DownloadList(shown);
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(File.ReadAllText(path)));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }, ..]) list.Fill(new ConfigMap(root, "", problems));
            else problems.Add(new Mark(0, 1, 1), "the list is empty", "a mapping with 'version: 1' and 'models'");
        }
        catch (YamlException error)
        {
            problems.Add(error.Start, $"not readable as YAML: {(error.InnerException ?? error).Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException(shown, $"the list of models cannot be read: {error.Message}", "a YAML file, as docs/models.md shows it");
        }
        return problems.Any ? throw new CouldNotRunException(problems.InOrder) : list;
    }

    private void Fill(ConfigMap root)
    {
        root.Refuse(RootKeys);
        if (root.Find("version") is not YamlScalarNode { Value: "1" }) root.Problems.Add(root.Node, "'version' is missing or not 1", "version: 1");
        if (root.Text("base_url") is { } text)
        {
            if (PullUrl.TryRead(text, out Uri? url)) BaseUrl = url;
            else root.Problems.Add(root.Find("base_url")!, $"'base_url' is '{text}'", PullUrl.Allowed);
        }
        if (root.Map("models") is not { } named) return;
        foreach ((string name, _, YamlNode value) in named.Entries())
        {
            if (named.AsMap(value, named.PathOf(name)) is { } model) models[name] = ReadFiles(model);
        }
    }

    private static List<ListedFile> ReadFiles(ConfigMap model)
    {
        model.Refuse(ModelKeys);
        List<ListedFile> files = [];
        if (model.Find("files") is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            model.Problems.Add(model.Node, $"'{model.Path}' has no files", "files: [{ path: PATH, sha256: HASH }]");
            return files;
        }
        for (int i = 0; i < list.Children.Count; i++)
        {
            if (model.AsMap(list.Children[i], $"{model.PathOf("files")}[{i}]") is { } map && ReadFile(map) is { } file) files.Add(file);
        }
        return files;
    }

    private static ListedFile? ReadFile(ConfigMap map)
    {
        map.Refuse(FileKeys);
        string? path = map.Text("path"), hash = map.Text("sha256")?.ToLowerInvariant(), bytes = map.Text("bytes");
        if (map.Find("path") is null) map.Problems.Add(map.Node, $"'{map.Path}' has no path", "a path below base_url, or a URL");
        if (map.Find("sha256") is null) map.Problems.Add(map.Node, $"'{map.Path}' has no sha256, and without it nobody knows what came", "64 hexadecimal digits");
        else if (hash is not null && !Hash.IsMatch(hash)) map.Problems.Add(map.Find("sha256")!, $"'{map.PathOf("sha256")}' is '{hash}'", "64 hexadecimal digits");
        long size = 0;
        if (bytes is not null && !(long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size > 0))
            map.Problems.Add(map.Find("bytes")!, $"'{map.PathOf("bytes")}' is '{bytes}'", "a whole number of bytes");
        return path is null || hash is null ? null : new ListedFile(path, map.Text("name"), hash, bytes is null ? null : size);
    }

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.CultureInvariant)]
    public static partial Regex Hash { get; }
}
