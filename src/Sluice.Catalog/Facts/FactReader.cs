using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sluice.Catalog.Facts;

/// <summary>
/// Reads one catalog file strictly: unknown keys, wrong units and missing sources are collected, with their lines, until
/// <see cref="ThrowIfAny"/>. A figure is written <c>[value, unit, source]</c>, the source being a key of <c>sources</c>.
/// </summary>
sealed class FactReader
{
    readonly string _file;
    readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);

    FactReader(string file, YamlMappingNode root)
    {
        _file = file;
        Root = root;
    }

    public YamlMappingNode Root { get; }

    public List<string> Problems { get; } = [];

    public List<Figure> Figures { get; } = [];

    /// <summary>Larger files are refused: the largest of our own is under 8 kB.</summary>
    public const int MaxCharacters = 1_000_000;

    public static FactReader Open(string file, string yaml)
    {
        if (yaml.Length > MaxCharacters)
            throw new CatalogFileException($"{file}: {yaml.Length} characters; allowed: at most {MaxCharacters}");

        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException problem)
        {
            throw new CatalogFileException($"{file}:{problem.Start.Line}: not YAML: {problem.Message}");
        }

        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
            throw new CatalogFileException($"{file}:1: expected one YAML mapping");
        var reader = new FactReader(file, root);
        reader.ReadSources();
        return reader;
    }

    public void ThrowIfAny()
    {
        if (Problems.Count > 0) throw new CatalogFileException([.. Problems]);
    }

    public void Report(YamlNode node, string problem) => Problems.Add($"{_file}:{node.Start.Line}: {problem}");

    public void AllowOnly(YamlMappingNode map, string path, params ReadOnlySpan<string> keys)
    {
        foreach (var key in map.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? key.ToString();
            if (!keys.Contains(name)) Report(key, $"{path}: unknown key '{name}'; allowed: {string.Join(", ", keys.ToArray())}");
        }
    }

    public string Text(YamlMappingNode map, string path, string key, string? fallback = null)
    {
        if (Child(map, key) is YamlScalarNode { Value.Length: > 0 } scalar) return scalar.Value;
        if (fallback is not null && Child(map, key) is null) return fallback;
        Report((YamlNode?)Child(map, key) ?? map, $"{path}: '{key}' is missing or empty; allowed: a text");
        return "";
    }

    public IReadOnlyList<string> Texts(YamlMappingNode map, string path, string key)
    {
        var node = Child(map, key);
        if (node is null) return [];
        if (node is YamlSequenceNode list && list.All(item => item is YamlScalarNode))
            return [.. list.Cast<YamlScalarNode>().Select(item => item.Value ?? "")];
        Report(node, $"{path}: '{key}' must be a list of texts");
        return [];
    }

    public bool Flag(YamlMappingNode map, string path, string key)
    {
        var node = Child(map, key);
        if (node is null) return false;
        if (node is YamlScalarNode { Value: "true" or "false" } scalar) return scalar.Value == "true";
        Report(node, $"{path}: '{key}' must be true or false");
        return false;
    }

    /// <summary>One of some words; null when absent or, with a problem noted, none of them.</summary>
    public T? Choice<T>(YamlMappingNode map, string path, string key, ReadOnlySpan<(string Word, T Value)> choices)
        where T : struct
    {
        if (Child(map, key) is not { } node) return null;
        var words = new List<string>();
        foreach (var (word, value) in choices)
        {
            if (node is YamlScalarNode scalar && scalar.Value == word) return value;
            words.Add(word);
        }

        Report(node, $"{path}: '{key}' is '{(node as YamlScalarNode)?.Value}'; allowed: {string.Join(", ", words)}");
        return null;
    }

    public IEnumerable<(YamlMappingNode Map, string Path)> Maps(YamlMappingNode map, string key, bool required)
    {
        var node = Child(map, key);
        if (node is YamlSequenceNode list)
            return list.Select((item, index) => (Item: item, Path: $"{key}[{index}]")).Where(pair => Mapping(pair.Item, pair.Path))
                .Select(pair => ((YamlMappingNode)pair.Item, pair.Path));
        if (node is not null || required) Report(node ?? map, $"'{key}' must be a list of mappings");
        return [];
    }

    /// <summary>The figure in its base unit; null when absent, 0 with a problem noted when malformed.</summary>
    public double? OptionalFigure(YamlMappingNode map, string path, string key, Quantity quantity)
    {
        var node = Child(map, key);
        if (node is null) return null;
        var place = path.Length == 0 ? key : $"{path}.{key}";
        if (node is not YamlSequenceNode { Children.Count: 3 } parts || parts.Any(part => part is not YamlScalarNode))
        {
            Report(node, $"{place}: a figure is written [value, unit, source]");
            return 0;
        }

        var (value, unit, source) = (Scalar(parts, 0), Scalar(parts, 1), Scalar(parts, 2));
        var usable = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number >= 0;
        if (!usable) Report(node, $"{place}: '{value}' is not a number of at least 0");
        if (!Units.TryGetFactor(quantity, unit, out var factor))
            Report(node, $"{place}: unit '{unit}' is wrong here; allowed: {string.Join(", ", Units.Of(quantity))}");
        if (!_sources.TryGetValue(source, out var text))
            Report(node, $"{place}: source '{source}' is not in sources; allowed: {string.Join(", ", _sources.Keys)}");
        Figures.Add(new Figure(place, number, unit, text ?? source));
        return number * factor;
    }

    public double FigureOf(YamlMappingNode map, string path, string key, Quantity quantity)
    {
        if (OptionalFigure(map, path, key, quantity) is { } value) return value;
        Report(map, $"{(path.Length == 0 ? "the entry" : path)}: '{key}' is missing; allowed: [value, unit, source] with a unit of {string.Join(", ", Units.Of(quantity))}");
        return 0;
    }

    public int Count(YamlMappingNode map, string path, string key) => Whole(map, path, key, FigureOf(map, path, key, Quantity.Count));

    public int? OptionalCount(YamlMappingNode map, string path, string key) =>
        OptionalFigure(map, path, key, Quantity.Count) is { } value ? Whole(map, path, key, value) : null;

    public static YamlNode? Child(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    int Whole(YamlMappingNode map, string path, string key, double value)
    {
        if (value == Math.Floor(value) && value <= int.MaxValue) return (int)value;
        Report(Child(map, key) ?? map, $"{(path.Length == 0 ? key : $"{path}.{key}")}: must be a whole number up to {int.MaxValue}");
        return 0;
    }

    bool Mapping(YamlNode node, string path)
    {
        if (node is YamlMappingNode) return true;
        Report(node, $"{path}: must be a mapping");
        return false;
    }

    void ReadSources()
    {
        if (Child(Root, "sources") is not YamlMappingNode sources)
        {
            Report(Root, "'sources' is missing; allowed: a mapping from short names to where figures were read");
            return;
        }

        foreach (var (key, value) in sources.Children)
        {
            if (key is YamlScalarNode { Value.Length: > 0 } name && value is YamlScalarNode { Value.Length: > 0 } text) _sources[name.Value!] = text.Value!;
            else Report(key, "sources: each must be a short name and a text");
        }
    }

    static string Scalar(YamlSequenceNode parts, int index) => ((YamlScalarNode)parts.Children[index]).Value ?? "";
}
