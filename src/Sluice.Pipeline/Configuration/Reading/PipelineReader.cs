using System.Text.RegularExpressions;
using Sluice.Pipeline.Configuration.Yaml;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Makes a pipeline of a file's tree. What is missing or wrong goes to the problems; the result is only good when there are none.</summary>
/// <param name="inputPath">Where the records are instead of where the file says; null for no other place.</param>
internal sealed partial class PipelineReader(string path, string? inputPath, ProblemList problems)
{
    readonly FolderOfFile folder = new(path);

    public PipelineSpec? Read(YamlMap root)
    {
        var top = new YamlSection(root, "", problems);
        var name = ReadName(top);
        var input = top.RequireSection("input", "a mapping with the key path, and id where records have one") is { } inputSection ? new InputReader(folder, inputPath, problems).Read(inputSection) : null;
        var step = top.RequireSection("steps", "a mapping of one step's name to its settings") is { } steps ? ReadStep(steps) : null;
        var concurrency = top.Whole("concurrency", 1, PipelineSpec.MaxConcurrency);
        var limits = top.Section("limits", LimitsReader.Allowed) is { } limitsSection ? LimitsReader.Read(limitsSection) : null;
        var output = top.RequireSection("output", "a mapping with the key path") is { } outputSection ? ReadOutput(outputSection) : null;
        top.RefuseOthers();
        if (output is not null && input?.Files.FirstOrDefault(file => file.Path == output) is { } overwritten) problems.Add(null, $"'output.path' is the input file '{overwritten.Name}'", "another file");
        if (name is null || input is null || step is null || output is null) return null;

        return new PipelineSpec
        {
            Name = name,
            Path = Path.GetFullPath(path),
            Input = input,
            Steps = [step],
            Concurrency = (int)(concurrency ?? PipelineSpec.DefaultConcurrency),
            Limits = limits ?? new LimitsSpec(),
            OutputPath = output,
        };
    }

    string? ReadName(YamlSection top)
    {
        const string Allowed = "1 to 100 letters, digits, '.', '_' or '-'";
        if (top.RequireText("name", Allowed) is not { } name) return null;
        if (Name().IsMatch(name.Text)) return name.Text;
        problems.Add(name.Line, $"'name' is {name.Shown}", Allowed);
        return null;
    }

    StepSpec? ReadStep(YamlSection steps)
    {
        StepSpec? first = null;
        foreach (var entry in steps.Entries)
        {
            if (!Name().IsMatch(entry.Key)) problems.Add(entry.Line, $"a step is called '{entry.Key}'", "1 to 100 letters, digits, '.', '_' or '-'");
            var step = steps.AsSection(entry.Value, steps.PathOf(entry.Key), "a mapping with the key prompt, mostly schema, and more") is { } section
                ? new StepReader(folder, problems).Read(entry.Key, section) : null;
            first ??= step;
        }

        if (steps.Entries.Count == 0) problems.Add(steps.Line, "'steps' is empty", "one step");
        if (steps.Entries.Count > 1) problems.Add(steps.Entries[1].Line, $"'steps' has {steps.Entries.Count} steps; this version runs one", "one step");
        return first;
    }

    string? ReadOutput(YamlSection section)
    {
        const string Allowed = "the path of the file that the answers go to";
        var file = section.RequireText("path", Allowed);
        section.RefuseOthers();
        if (file is null) return null;

        var full = folder.PathOf(file.Text);
        if (Directory.Exists(full)) problems.Add(file.Line, $"'output.path' is a folder: '{folder.NameOf(file.Text)}'", Allowed);
        return full;
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,100}$")]
    private static partial Regex Name();
}
