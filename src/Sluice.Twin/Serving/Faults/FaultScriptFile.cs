using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sluice.Twin.Serving.Faults;

/// <summary>Reads a script: <c>faults:</c> with a list of entries, each one rule.</summary>
public static class FaultScriptFile
{
    const string Form = "'faults:' with a list of entries such as {fault: cut, at: 20, calls: 3}";

    /// <param name="file">For messages.</param>
    /// <exception cref="FaultScriptException">With everything that is wrong.</exception>
    public static FaultScript Read(string file, string yaml)
    {
        var problems = new List<string>();
        var rules = new List<FaultRule>();
        foreach (var entry in Entries(file, yaml))
        {
            var wrong = new List<string>();
            if (entry is not YamlMappingNode fields || fields.Children.Any(pair => pair.Key is not YamlScalarNode || pair.Value is not YamlScalarNode))
                wrong.Add($"an entry must be names with plain values; allowed: {Form}");
            else if (FaultFields.Read(fields.Children.Select(pair => (Text(pair.Key), Text(pair.Value))), wrong) is { } rule)
                rules.Add(rule);
            problems.AddRange(wrong.Select(problem => $"{file}:{entry.Start.Line}: {problem}"));
        }

        return problems.Count == 0 ? new FaultScript(rules) : throw new FaultScriptException(problems);
    }

    static List<YamlNode> Entries(string file, string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException problem)
        {
            throw new FaultScriptException([$"{file}:{problem.Start.Line}: not YAML: {problem.Message}"]);
        }

        if (stream.Documents is [{ RootNode: YamlMappingNode root }] && root.Children.Count == 1
            && root.Children.First() is { Key: YamlScalarNode { Value: "faults" }, Value: YamlSequenceNode list })
            return [.. list.Children];
        throw new FaultScriptException([$"{file}:1: this is no fault script; allowed: {Form}"]);
    }

    static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";
}
