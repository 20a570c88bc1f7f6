using Sluice.Pipeline.Configuration.Yaml;
using Sluice.Pipeline.Prompts;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Reads a prompt: the text itself, or one line that ends in .md, .txt or .j2 and names a file with it.</summary>
internal sealed class TemplateReader(FolderOfFile folder, ProblemList problems)
{
    public const string Allowed = "a text, or the path of a .md, .txt or .j2 file";

    static readonly string[] extensions = [".md", ".txt", ".j2"];

    public PromptTemplate? Read(YamlScalar value, string path)
    {
        if (!NamesAFile(value.Text)) return Parse(value.Text, new PromptOrigin(problems.File, value.Line, CountsLines: value.Style == YamlStyle.Literal));

        var name = folder.NameOf(value.Text);
        if (TextFile.Read(folder.PathOf(value.Text), name, problems, value.Line) is not { } text) return null;
        if (!string.IsNullOrWhiteSpace(text)) return Parse(text, new PromptOrigin(name, 0, CountsLines: true));
        problems.AddIn(name, null, $"the file is empty, but '{path}' is taken from it");
        return null;
    }

    // A sentence that happens to end in a file's name has white space in it; a file with a space in its name must exist.
    bool NamesAFile(string text) =>
        extensions.Any(extension => text.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
        && !text.AsSpan().ContainsAny('\n', '{')
        && (!text.Any(char.IsWhiteSpace) || File.Exists(folder.PathOf(text)));

    PromptTemplate? Parse(string text, PromptOrigin origin)
    {
        var template = PromptTemplate.Parse(text, out var found, origin);
        foreach (var problem in found) problems.AddIn(origin.File, origin.LineOf(problem.Line), problem.Message, PromptProblem.Allowed);
        return template;
    }
}
