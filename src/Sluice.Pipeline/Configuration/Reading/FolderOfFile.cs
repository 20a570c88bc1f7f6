namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>The folder of a pipeline file: what its paths are relative to.</summary>
internal sealed class FolderOfFile(string file)
{
    readonly string typed = System.IO.Path.GetDirectoryName(file) ?? "";

    /// <summary>Full path.</summary>
    public string Path { get; } = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file))!;

    /// <summary>Full path of a path in the file.</summary>
    public string PathOf(string path) => System.IO.Path.GetFullPath(path, Path);

    /// <summary>The same for messages: seen from where the pipeline file's own name was typed.</summary>
    public string NameOf(string path) => System.IO.Path.Combine(typed, path);
}
