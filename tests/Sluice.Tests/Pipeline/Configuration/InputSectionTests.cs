using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Sources;
using Sluice.Testing;

namespace Sluice.Tests.Pipeline.Configuration;

public sealed class InputSectionTests : IDisposable
{
    readonly TempFolder folder = new();

    public InputSectionTests()
    {
        foreach (var name in new[] { "a.jsonl", "a.csv", "b.tsv", "b.csv.gz", "notes/a.txt", "notes/b.md", "odd.dat" }) folder.Write(name, "");
    }

    [Theory]
    [InlineData("path: a.jsonl", InputFormat.JsonLines, ',')]
    [InlineData("path: a.csv", InputFormat.Csv, ',')]
    [InlineData("path: b.tsv", InputFormat.Csv, '\t')]
    [InlineData("path: b.csv.gz", InputFormat.Csv, ',')]
    [InlineData("path: \"notes/*\"", InputFormat.Text, ',')]
    [InlineData("path: odd.dat", InputFormat.JsonLines, ',')]
    [InlineData("path: \"-\"", InputFormat.JsonLines, ',')]
    [InlineData("path: odd.dat\n  format: csv\n  separator: \";\"", InputFormat.Csv, ';')]
    [InlineData("path: a.csv\n  separator: tab", InputFormat.Csv, '\t')]
    [InlineData("path: a.csv\n  format: text", InputFormat.Text, ',')]
    public void The_format_is_that_of_the_files_names_unless_the_pipeline_says_another(string input, InputFormat format, char separator)
    {
        var spec = Load(input).Input;

        Assert.Equal((format, separator), (spec.Format, spec.Separator));
    }

    [Theory]
    [InlineData("path: \"a.*\"", "'input.path' finds files of several formats; allowed: files of one format, or 'format': jsonl, csv or text")]
    [InlineData("path: a.csv\n  format: xlsx", "'input.format' is 'xlsx'; allowed: jsonl, csv or text")]
    [InlineData("path: a.csv\n  separator: \", \"", "'input.separator' is ', '; allowed: one ASCII character, or tab")]
    [InlineData("path: a.jsonl\n  separator: tab", "'input.separator' is given, but the input is not CSV; allowed: csv as 'format'")]
    [InlineData("path: a.jsonl\n  id: key", "'input.id' is 'key'; allowed: a path to one value, such as $.id, $.meta['doc id'] or $.parts[0]")]
    [InlineData("path: a.csv\n  id: $.", "'input.id' is '$.'; allowed: the name of a column, or a path to one value, such as $.id, $.meta['doc id'] or $.parts[0]")]
    [InlineData("path: a.jsonl\n  duplicates: drop", "'input.duplicates' is 'drop'; allowed: refuse, first, last or merge-identical")]
    [InlineData("path: \"-\"\n  duplicates: last", "'input.duplicates' is 'last', but standard input can be read only once; allowed: refuse, first or merge-identical")]
    public void What_does_not_fit_is_told_with_what_is_allowed(string input, string problem)
    {
        var refusal = Assert.Throws<PipelineFileException>(() => Load(input));

        var told = Assert.Single(refusal.Problems);
        Assert.Equal(problem, told.Allowed is null ? told.Message : $"{told.Message}; allowed: {told.Allowed}");
    }

    [Fact]
    public void An_id_of_CSV_may_be_named_by_its_column()
    {
        Assert.Equal("$['job id']", Load("path: a.csv\n  id: job id").Input.Id?.Text);
    }

    [Fact]
    public void A_path_of_the_command_line_stands_in_for_the_pipelines()
    {
        var spec = Load("path: gone.jsonl\n  format: jsonl", folder.At("a.csv")).Input;

        Assert.Equal(("a.csv", InputFormat.Csv), (Assert.Single(spec.Files).Name, spec.Format));
    }

    [Fact]
    public void A_folder_where_files_are_wanted_is_told_as_one()
    {
        var refusal = Assert.Throws<PipelineFileException>(() => Load("path: notes/"));

        Assert.StartsWith("'input.path' is a folder, where files are wanted (notes/*.txt are all of its text files): '", Assert.Single(refusal.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_of_the_command_line_where_nothing_is_found_is_told_as_such()
    {
        var refusal = Assert.Throws<PipelineFileException>(() => Load("path: a.jsonl", folder.At("gone.csv")));

        Assert.EndsWith("gone.csv', which --input names", Assert.Single(refusal.Problems).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    PipelineSpec Load(string input, string? typed = null) => PipelineFile.Load(folder.Write("pipeline.yaml", $$"""
        name: postings
        input:
          {{input}}
        steps:
          extract:
            prompt: Say it.
            schema: { type: object }
        output:
          path: out.jsonl
        """), typed);
}
