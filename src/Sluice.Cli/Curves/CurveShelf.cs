using Sluice.Catalog.Curves;
using Sluice.Catalog.Facts;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Curves;

/// <summary>Where runs and benches leave what they measured for the next run: a curve file for each backend and model.</summary>
internal sealed class CurveShelf(Terminal terminal)
{
    /// <summary>In the folder that is worked in.</summary>
    public const string Folder = ".sluice/curves";

    /// <summary>Characters of a name that go into the name of a file; 255 bytes is the most that file systems take.</summary>
    private const int MostCharacters = 100;

    /// <summary>As people read it.</summary>
    public static string ShownPath(CurvePlace place) => $"{Folder}/{Plain(place.Backend)}.{Plain(place.Model)}.json";

    /// <summary>What was kept for a place. Neither a curve nor a problem where nothing was; a problem is a sentence for people.</summary>
    public (Curve? Curve, string? Problem) Find(CurvePlace place)
    {
        string shown = ShownPath(place);
        (Curve? curve, string? problem) = Read(shown);
        if (curve is null) return (null, problem is null ? null : $"{problem}; the run begins without it and writes it anew");
        if (curve.Backend == place.Address && curve.Model == place.Model) return (curve, null);
        return (null, $"{shown} was measured with {curve.Model} at {curve.Backend}, not with {place.Model} at {place.Address}: the run begins without it");
    }

    /// <summary>A curve by the path of its file, from where the command was typed.</summary>
    /// <returns>Neither where there is no such file.</returns>
    public (Curve? Curve, string? Problem) Read(string typed)
    {
        try
        {
            string path = terminal.Opened(typed);
            return File.Exists(path) ? (CurveFile.Read(typed, File.ReadAllText(path)), null) : (null, null);
        }
        catch (Exception problem) when (problem is CatalogFileException or IOException or UnauthorizedAccessException)
        {
            return (null, problem.Message.ReplaceLineEndings("; ").TrimEnd('.'));
        }
    }

    /// <summary>Keeps a curve for the next run. The file is whole at every moment: it is written beside and moved.</summary>
    /// <exception cref="IOException">As of any file that is written; <see cref="UnauthorizedAccessException"/> too.</exception>
    public void Keep(CurvePlace place, Curve curve)
    {
        string path = terminal.Opened(ShownPath(place));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string beside = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            File.WriteAllText(beside, CurveFile.Write(curve) + "\n");
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside); // what a full disk left of it
        }
    }

    /// <summary>A name as a part of a file's name. Two names may look alike then: the file says whose it is.</summary>
    private static string Plain(string name)
    {
        string plain = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '-'));
        return plain.Length <= MostCharacters ? plain : plain[^MostCharacters..];
    }
}
