using Sluice.Pipeline.Configuration.Reading;
using Sluice.Pipeline.Configuration.Yaml;

namespace Sluice.Pipeline.Configuration;

/// <summary>Reads pipeline files. Paths in them are relative to the file.</summary>
public static class PipelineFile
{
    /// <summary>Reads the file and every file it names except the records themselves.</summary>
    /// <param name="path">The pipeline file.</param>
    /// <param name="inputPath">Where the records are instead of where the file says: a full path or pattern, or <c>-</c> for standard input. Null for no other place.</param>
    /// <exception cref="PipelineFileException">Something is wrong; holds all of it.</exception>
    public static PipelineSpec Load(string path, string? inputPath = null)
    {
        var problems = new ProblemList(path);
        PipelineSpec? spec = null;
        if (TextFile.Read(path, path, problems, null) is { } text && YamlReader.Read(text, problems) is { } root)
        {
            spec = new PipelineReader(path, inputPath, problems).Read(root);
        }

        return spec is not null && problems.IsEmpty ? spec : throw new PipelineFileException(problems.Sorted());
    }
}
