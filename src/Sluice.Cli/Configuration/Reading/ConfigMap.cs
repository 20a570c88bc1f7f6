using System.Globalization;
using Sluice.Cli.Problems;
using YamlDotNet.RepresentationModel;

namespace Sluice.Cli.Configuration.Reading;

/// <summary>A mapping of the file, read strictly: what has the wrong shape is a problem at its line, and counts as absent.</summary>
/// <param name="path">Dotted path of the mapping, for messages; empty at the top.</param>
internal sealed class ConfigMap(YamlMappingNode node, string path, ConfigProblems problems)
{
    public YamlMappingNode Node => node;

    public string Path => path;

    public ConfigProblems Problems => problems;

    /// <summary>Keys and values in the order of the file; a key that is not a plain word is a problem.</summary>
    public IEnumerable<(string Key, YamlNode KeyNode, YamlNode Value)> Entries()
    {
        foreach ((YamlNode key, YamlNode value) in node.Children)
        {
            if (key is YamlScalarNode { Value: { Length: > 0 } word }) yield return (word, key, value);
            else problems.Add(key, $"{PathOf("a key")} is not a word");
        }
    }

    /// <summary>Refuses keys outside <paramref name="allowed"/>: those of later versions by name, others with the nearest word.</summary>
    public void Refuse(IReadOnlyCollection<string> allowed)
    {
        foreach ((string key, YamlNode keyNode, _) in Entries())
        {
            if (allowed.Contains(key)) continue;
            string what = ConfigKeys.Later.Contains(key)
                ? $"'{PathOf(key)}' is not there yet in this version of Sluice"
                : $"unknown key '{PathOf(key)}'{Nearest.Hint(key, allowed)}";
            problems.Add(keyNode, what, string.Join(", ", allowed));
        }
    }

    public YamlNode? Find(string key) =>
        node.Children.FirstOrDefault(entry => entry.Key is YamlScalarNode scalar && scalar.Value == key).Value;

    /// <summary>The scalar under a key as it is written; null when absent or when something else stands there.</summary>
    public string? Text(string key)
    {
        switch (Find(key))
        {
            case null: return null;
            case YamlScalarNode { Value: { Length: > 0 } text } scalar when !YamlToJson.IsNull(scalar): return text;
            case { } other: problems.Add(other, $"'{PathOf(key)}' has no value", "a text"); return null;
        }
    }

    public int? WholeNumber(string key, int least, int most)
    {
        if (Find(key) is not { } value) return null;
        if (value is YamlScalarNode { Value: { } text }
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= least && number <= most) return number;

        string allowed = string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");
        problems.Add(value, $"'{PathOf(key)}' is {Shown(value)}", allowed);
        return null;
    }

    /// <summary>An amount of money.</summary>
    public decimal? Amount(string key)
    {
        const decimal Most = 1_000_000;
        if (Find(key) is not { } value) return null;
        if (value is YamlScalarNode { Value: { } text }
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount) && amount <= Most) return amount;

        problems.Add(value, $"'{PathOf(key)}' is {Shown(value)}", "a number from 0 to 1000000, such as 0.25");
        return null;
    }

    /// <summary>The mapping under a key; null when absent, or when something else stands there.</summary>
    public ConfigMap? Map(string key) => Find(key) is { } value ? AsMap(value, PathOf(key)) : null;

    public ConfigMap? AsMap(YamlNode value, string at)
    {
        if (value is YamlMappingNode map) return new ConfigMap(map, at, problems);
        problems.Add(value, $"'{at}' is {Shown(value)}", "a mapping of keys to values");
        return null;
    }

    public string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    public static string Shown(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { Length: > 0 } text } => $"'{text}'",
        YamlScalarNode => "empty",
        YamlSequenceNode => "a list",
        _ => "a mapping",
    };
}
