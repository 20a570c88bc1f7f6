using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Engine.Models.Gguf;

/// <summary>A model that lies in several files, NAME-00001-of-00003.gguf and so on, of which the first is given and llama.cpp finds the others.</summary>
internal static partial class GgufSplit
{
    const int MaxFiles = 1024;

    /// <summary>The name of a file's model: without ".gguf", and without its number when it is one of several.</summary>
    public static string NameOf(string path) => Number().Replace(Path.GetFileNameWithoutExtension(path), "");

    /// <summary>Sees that all files are there, whole and of the same model, before native code looks for them; an <see cref="EngineException"/> says which is not.</summary>
    public static void Check(string path, GgufHeader first)
    {
        var count = (long)first.Facts["split.count"];
        var files = Paths(path, first);
        for (var i = 1; i < count; i++)
        {
            var header = GgufHeader.Read(files[i]);
            if (header.SplitIndex != i || header.Facts.GetValueOrDefault("split.count") is not long same || same != count)
                throw new EngineException($"{files[i]} is not file {i + 1} of {count}, as its name says.");
        }
    }

    /// <summary>Where all files must lie, the given one first; an <see cref="EngineException"/> when it is not the first one.</summary>
    public static string[] Paths(string path, GgufHeader first)
    {
        var count = (long)first.Facts["split.count"];
        if (count > MaxFiles)
            throw new EngineException($"{path} claims to be one of {count} files; at most {MaxFiles} are believable.");
        var folder = Path.GetDirectoryName(path) ?? "";
        var stem = NameOf(path);
        if (first.SplitIndex != 0)
            throw new EngineException($"{path} is file {first.SplitIndex + 1} of {count}; give the first one, {FileName(0)}.");
        if (Path.GetFileName(path) != FileName(0))
            throw new EngineException($"{path} is the first of {count} files, so it must be called {FileName(0)}: the others are found by their names.");
        return [path, .. Enumerable.Range(1, (int)count - 1).Select(i => Path.Combine(folder, FileName(i)))];

        string FileName(int index) => string.Create(CultureInfo.InvariantCulture, $"{stem}-{index + 1:D5}-of-{count:D5}.gguf");
    }

    [GeneratedRegex(@"-\d{5}-of-\d{5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
