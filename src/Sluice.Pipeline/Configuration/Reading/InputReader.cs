using Sluice.Pipeline.Sources;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Reads the section <c>input</c>: which files, of which format, where ids stand.</summary>
/// <param name="folder">What paths in the pipeline file are relative to.</param>
/// <param name="typedPath">A full path from the command line in place of the file's own; null takes the file's.</param>
internal sealed class InputReader(FolderOfFile folder, string? typedPath, ProblemList problems)
{
    const string AllowedPath = "the path of JSON lines, CSV or text files; * and ? stand for parts of a name, ** for folders; - for standard input";
    const string AllowedFormat = "jsonl, csv or text";
    const string AllowedSeparator = "one ASCII character, or tab";

    public InputSpec? Read(YamlSection section)
    {
        var path = section.RequireText("path", AllowedPath);
        var id = section.Text("id", RecordPath.Allowed);
        var formatName = section.Text("format", AllowedFormat);
        var separator = section.Text("separator", AllowedSeparator);
        var duplicates = section.Text("duplicates", DuplicateNames.Allowed);
        section.RefuseOthers();

        InputFormat? stated = formatName?.Text switch
        {
            "jsonl" => InputFormat.JsonLines,
            "csv" => InputFormat.Csv,
            "text" => InputFormat.Text,
            _ => null,
        };
        if (formatName is not null && stated is null) problems.Add(formatName.Line, $"'input.format' is {formatName.Shown}", AllowedFormat);
        if (separator is not null && SeparatorOf(separator.Text) is null) problems.Add(separator.Line, $"'input.separator' is {separator.Shown}", AllowedSeparator);
        if (path is null) return null;

        var files = Find(typedPath ?? path.Text);
        if (files.Count == 0 && typedPath is not null) problems.Add(null, $"{Missing(typedPath, typedPath)}, which --input names", AllowedPath);
        else if (files.Count == 0) problems.Add(path.Line, $"{Missing("input.path", path.Text)}: '{folder.NameOf(path.Text)}'", AllowedPath);

        var names = files.Select(file => InputName.Of(file.Path)).OfType<InputName>().Distinct().ToList();
        var named = names.Count == 1 ? names[0] : (InputName?)null;
        var format = (typedPath is not null ? named?.Format ?? stated : stated ?? named?.Format) ?? InputFormat.JsonLines;
        if (names.Count > 1 && stated is null) problems.Add(path.Line, "'input.path' finds files of several formats", $"files of one format, or 'format': {AllowedFormat}");
        if (separator is not null && format != InputFormat.Csv) problems.Add(separator.Line, "'input.separator' is given, but the input is not CSV", "csv as 'format'");

        var policy = duplicates is null ? DuplicatePolicy.Refuse : DuplicateNames.Find(duplicates.Text);
        if (policy is null) problems.Add(duplicates!.Line, $"'input.duplicates' is {duplicates.Shown}", DuplicateNames.Allowed);
        if (policy == DuplicatePolicy.Last && files.Any(file => !file.CanBeReadAgain)) problems.Add(duplicates!.Line, "'input.duplicates' is 'last', but standard input can be read only once", "refuse, first or merge-identical");

        return new InputSpec(files, id is null ? null : IdOf(id, format))
        {
            StandsIn = typedPath is not null,
            Format = format,
            Separator = (separator is null ? null : SeparatorOf(separator.Text)) ?? named?.Separator ?? ',',
            Duplicates = policy ?? DuplicatePolicy.Refuse,
        };
    }

    string Missing(string said, string path) => Directory.Exists(Path.GetFullPath(path, folder.Path))
        ? $"'{said}' is a folder, where files are wanted ({path.TrimEnd('/')}/*.txt are all of its text files)"
        : $"no file is found at '{said}'";

    IReadOnlyList<SourceFile> Find(string pattern) => pattern == SourceFile.StandardInputPath ? [SourceFile.StandardInput] : FilePattern.Find(folder.Path, pattern);

    RecordPath? IdOf(Yaml.YamlScalar id, InputFormat format)
    {
        if (RecordPath.TryParse(id.Text, out var path)) return path;
        if (format == InputFormat.Csv && id.Text.Length > 0 && id.Text[0] != '$') return RecordPath.Of(id.Text);
        problems.Add(id.Line, $"'input.id' is {id.Shown}", format == InputFormat.Csv ? $"the name of a column, or {RecordPath.Allowed}" : RecordPath.Allowed);
        return null;
    }

    static char? SeparatorOf(string text) => text is "tab" or "\t" ? '\t' : text.Length == 1 && char.IsAscii(text[0]) && text[0] is not ('"' or '\n' or '\r') ? text[0] : null;
}
