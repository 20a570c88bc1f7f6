namespace Sluice.Testing;

/// <summary>A folder of one test, gone with everything in it when the test ends.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("sluice-test-").FullName;

    /// <summary>Full path of a name in the folder; the folders on the way exist after the call.</summary>
    public string At(string name)
    {
        var path = System.IO.Path.GetFullPath(name, Path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Writes a text as UTF-8 without byte order mark and gives its full path.</summary>
    public string Write(string name, string text)
    {
        var path = At(name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(string name, byte[] bytes)
    {
        var path = At(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Read(string name) => File.ReadAllText(At(name));

    public string[] Lines(string name) => File.Exists(At(name)) ? File.ReadAllLines(At(name)) : [];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
