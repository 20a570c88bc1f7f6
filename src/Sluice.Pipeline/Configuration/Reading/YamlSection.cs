using System.Globalization;
using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Configuration.Yaml;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>A mapping read strictly: each key is taken by name, a wrong value is a problem at its line and counts as absent, and a key that nobody took is unknown.</summary>
/// <param name="path">Dotted path of the mapping for messages; empty at the top.</param>
internal sealed class YamlSection(YamlMap map, string path, ProblemList problems)
{
    readonly List<string> known = [];

    public long Line => map.Line;

    public string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>The value of a key; null when it is absent or empty.</summary>
    public YamlNode? Take(string key)
    {
        known.Add(key);
        var value = map.Find(key);
        if (value is YamlScalar { IsNull: true }) problems.Add(value.Line, $"'{PathOf(key)}' has no value");
        return value is YamlScalar { IsNull: true } ? null : value;
    }

    /// <summary>As <see cref="Take"/>; absence is a problem.</summary>
    public YamlNode? Require(string key, string allowed)
    {
        var value = Take(key);
        if (map.Find(key) is null) problems.Add(map.Line, $"'{PathOf(key)}' is missing", allowed);
        return value;
    }

    public YamlScalar? Text(string key, string allowed) => AsText(key, Take(key), allowed);

    public YamlScalar? RequireText(string key, string allowed) => AsText(key, Require(key, allowed), allowed);

    public YamlSection? RequireSection(string key, string allowed) => Require(key, allowed) is { } value ? AsSection(value, PathOf(key), allowed) : null;

    public YamlSection? AsSection(YamlNode value, string at, string allowed)
    {
        if (value is YamlMap inner) return new YamlSection(inner, at, problems);
        problems.Add(value.Line, $"'{at}' is {value.Shown}", allowed);
        return null;
    }

    public long? Whole(string key, long least, long most) =>
        Take(key) is not { } value ? null
        : value is YamlScalar { Style: YamlStyle.Plain } scalar
            && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number
        : Wrong<long>(key, value, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));

    /// <summary>A number of records, or <c>auto</c>.</summary>
    public ConcurrencySetting? Concurrency(string key) =>
        Take(key) is not { } value ? null
        : value is YamlScalar { Text: "auto" } ? ConcurrencySetting.Auto
        : value is YamlScalar { Style: YamlStyle.Plain } scalar
            && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= PipelineSpec.MaxConcurrency ? new ConcurrencySetting(number)
        : Wrong<ConcurrencySetting>(key, value, string.Create(CultureInfo.InvariantCulture, $"auto, or a whole number from 1 to {PipelineSpec.MaxConcurrency}"));

    public double? Number(string key, double least, double most) =>
        Take(key) is not { } value ? null
        : value is YamlScalar { Style: YamlStyle.Plain } scalar
            && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number
        : Wrong<double>(key, value, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));

    /// <param name="orOff">Whether <c>off</c> may stand there, which is <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <param name="orAuto">Whether <c>auto</c> may stand there, which is null.</param>
    public TimeSpan? Time(string key, bool orOff = false, bool orAuto = false) => Take(key) switch
    {
        null => null,
        YamlScalar { Text: "auto" } when orAuto => null,
        YamlScalar { Text: "off" } when orOff => Timeout.InfiniteTimeSpan,
        YamlScalar { Text: var text } when Duration.Of(text) is { } time => time,
        { } value => Wrong<TimeSpan>(key, value, $"{Duration.Allowed}{(orOff ? ", or off" : "")}{(orAuto ? ", or auto" : "")}"),
    };

    /// <summary>The mapping under a key; null when it is absent.</summary>
    public YamlSection? Section(string key, string allowed) => Take(key) is { } value ? AsSection(value, PathOf(key), allowed) : null;

    /// <summary>Every entry, for a mapping whose keys are names.</summary>
    public IReadOnlyList<YamlEntry> Entries => map.Entries;

    /// <summary>To be called after the last key was taken: names the keys that are left.</summary>
    public void RefuseOthers()
    {
        foreach (var entry in map.Entries.Where(entry => !known.Contains(entry.Key)))
        {
            problems.Add(entry.Line, $"unknown key '{PathOf(entry.Key)}'{NearestName.Hint(entry.Key, known)}", string.Join(", ", known));
        }
    }

    YamlScalar? AsText(string key, YamlNode? value, string allowed)
    {
        if (value is null) return null;
        if (value is YamlScalar { Text: var text } scalar && !string.IsNullOrWhiteSpace(text)) return scalar;
        problems.Add(value.Line, $"'{PathOf(key)}' is {value.Shown}", allowed);
        return null;
    }

    T? Wrong<T>(string key, YamlNode value, string allowed) where T : struct
    {
        problems.Add(value.Line, $"'{PathOf(key)}' is {value.Shown}", allowed);
        return null;
    }
}
