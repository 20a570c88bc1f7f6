using System.Text.RegularExpressions;
using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Configuration.Yaml;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Makes a pipeline of a file's tree. What is missing or wrong goes to the problems; the result is only good when there are none.</summary>
/// <param name="inputPath">Where the records are instead of where the file says; null for no other place.</param>
internal sealed partial class PipelineReader(string path, string? inputPath, ProblemList problems)
{
    public const string AllowedName = "1 to 100 letters, digits, '.', '_' or '-'";

    readonly FolderOfFile folder = new(path);

    public PipelineSpec? Read(YamlMap root)
    {
        var top = new YamlSection(root, "", problems);
        var name = ReadName(top);
        var input = top.RequireSection("input", "a mapping with the key path, and id where records have one") is { } inputSection ? new InputReader(folder, inputPath, problems).Read(inputSection) : null;
        var steps = top.RequireSection("steps", "a mapping of steps' names to their settings") is { } section ? new StepsReader(folder, problems).Read(section) : null;
        var concurrency = top.Concurrency("concurrency");
        var limits = top.Section("limits", LimitsReader.Allowed) is { } limitsSection ? new LimitsReader(problems).Read(limitsSection) : null;
        var output = top.RequireSection("output", "a mapping with the key path") is { } outputSection ? new OutputReader(folder, problems).Read(outputSection, steps) : null;
        var bodies = ReadBodies(top);
        top.RefuseOthers();
        if (output is not null && input?.Files.FirstOrDefault(file => file.Path == output.Path) is { } overwritten) problems.Add(null, $"'output.path' is the input file '{overwritten.Name}'", "another file");
        if (name is null || input is null || steps is null || output is null) return null;

        return new PipelineSpec
        {
            Name = name,
            Path = Path.GetFullPath(path),
            Input = input,
            Steps = steps,
            Concurrency = concurrency ?? ConcurrencySetting.Auto,
            Limits = limits ?? new LimitsSpec(),
            KeepBodies = bodies,
            OutputPath = output.Path,
            OutputSteps = output.Steps,
            OutputFields = output.Include,
        };
    }

    KeepBodies ReadBodies(YamlSection top)
    {
        const string Allowed = "failures, all or none";
        var word = top.Text("keep_bodies", Allowed);
        switch (word?.Text)
        {
            case null or "failures":
                return KeepBodies.Failures;
            case "all":
                return KeepBodies.All;
            case "none":
                return KeepBodies.None;
            default:
                problems.Add(word.Line, $"'keep_bodies' is {word.Shown}", Allowed);
                return KeepBodies.Failures;
        }
    }

    string? ReadName(YamlSection top)
    {
        if (top.RequireText("name", AllowedName) is not { } name) return null;
        if (Name().IsMatch(name.Text)) return name.Text;
        problems.Add(name.Line, $"'name' is {name.Shown}", AllowedName);
        return null;
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,100}$")]
    public static partial Regex Name();
}
