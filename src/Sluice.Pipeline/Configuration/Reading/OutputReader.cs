using Sluice.Pipeline.Configuration.Yaml;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Reads the section <c>output</c>: which file, and which steps' answers.</summary>
internal sealed class OutputReader(FolderOfFile folder, ProblemList problems)
{
    const string AllowedPath = "the path of the file that the answers go to";

    /// <param name="steps">The pipeline's; null when they could not be read, then names are not held against them.</param>
    public OutputSpec? Read(YamlSection section, IReadOnlyList<StepSpec>? steps)
    {
        var file = section.RequireText("path", AllowedPath);
        var all = steps?.Select(step => step.Name).ToList() ?? [];
        var chosen = section.Take("steps") is { } node ? Names(node, section.PathOf("steps"), all) : all;
        var include = section.Take("include") is { } fields ? Fields(fields, section.PathOf("include")) : [];
        section.RefuseOthers();
        if (file is null) return null;

        var full = folder.PathOf(file.Text);
        if (Directory.Exists(full)) problems.Add(file.Line, $"'output.path' is a folder: '{folder.NameOf(file.Text)}'", AllowedPath);
        return new OutputSpec(full, chosen, include);
    }

    List<string> Fields(YamlNode node, string path)
    {
        const string Allowed = "the name of a field of the records, or a list of some";
        var names = new List<string>();
        foreach (var item in node is YamlList list ? list.Items : [node])
        {
            if (item is not YamlScalar { IsNull: false } scalar) problems.Add(item.Line, $"'{path}' has {item.Shown}", Allowed);
            else if (names.Contains(scalar.Text)) problems.Add(item.Line, $"'{path}' names '{scalar.Text}' twice", Allowed);
            else names.Add(scalar.Text);
        }

        return names;
    }

    List<string> Names(YamlNode node, string path, List<string> known)
    {
        var allowed = $"a step's name or a list of some: {string.Join(", ", known)}";
        var names = new List<string>();
        foreach (var item in node is YamlList list ? list.Items : [node])
        {
            if (item is not YamlScalar { IsNull: false } scalar) problems.Add(item.Line, $"'{path}' has {item.Shown}", allowed);
            else if (known.Count > 0 && !known.Contains(scalar.Text)) problems.Add(item.Line, $"'{path}' names '{scalar.Text}', which is no step{NearestName.Hint(scalar.Text, known)}", allowed);
            else if (names.Contains(scalar.Text)) problems.Add(item.Line, $"'{path}' names '{scalar.Text}' twice", allowed);
            else names.Add(scalar.Text);
        }

        if (node is YamlList { Items.Count: 0 }) problems.Add(node.Line, $"'{path}' is empty", allowed);
        return names;
    }
}
