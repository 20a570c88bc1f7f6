using System.Text.RegularExpressions;
using Sluice.Cli.Configuration;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Engine;

namespace Sluice.Cli.ModelFiles;

/// <summary>The GGUF files of this machine that go by a name: those that came with Sluice and those that were pulled.</summary>
internal sealed partial class ModelLibrary(Func<string, string?> environment, string workingFolder, string executableFolder)
{
    private const string Ending = ".gguf";

    public static ModelLibrary Of(Terminal terminal) => new(terminal.Environment, terminal.WorkingFolder, terminal.ExecutableFolder);

    /// <summary>(folder, what its files are called): a name is looked up in the first one that has it.</summary>
    private IEnumerable<(string Folder, string Origin)> Folders()
    {
        if (ModelFolder.Find(environment, workingFolder) is { } own) yield return (own, "downloaded");
        if (SluiceHome.TryFind(environment, executableFolder) is { } home) yield return (Path.Combine(home, "models"), "bundled");
    }

    /// <summary>By name; of several files the first stands for all.</summary>
    public IReadOnlyList<FoundModel> All() => [.. Paths().Select(found => Read(found.Path, found.Origin))];

    /// <summary>The file to load: a path as typed, else a name of this machine's models.</summary>
    /// <param name="place">What the problem is told under.</param>
    public string Resolve(string typed, string place)
    {
        string path = Path.GetFullPath(typed, workingFolder);
        if (Path.Exists(path) || typed.Contains('/', StringComparison.Ordinal)) return path; // what is wrong with it, its reader says best
        if (Find(typed) is { } known) return known;
        string[] names = [.. Paths().Select(found => NameOf(found.Path))];
        throw new CouldNotRunException(place, $"there is neither a file '{typed}' nor a model of that name{Nearest.Hint(typed, names)}",
            names.Length > 0 ? $"the path of a GGUF file, or {string.Join(", ", names)}" : "the path of a GGUF file; `sluice models pull` fetches models");
    }

    /// <summary>The path of a model by its name, with or without ".gguf"; null when there is none.</summary>
    public string? Find(string name) => Paths()
        .Where(found => NameOf(found.Path) == name || Path.GetFileName(found.Path) == name)
        .Select(found => found.Path).FirstOrDefault();

    private IEnumerable<(string Path, string Origin)> Paths()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string folder, string origin) in Folders())
        {
            if (!Directory.Exists(folder)) continue;
            string[] files = [.. Directory.EnumerateFiles(folder, "*" + Ending, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
            foreach (string file in files)
            {
                bool first = !Numbered.IsMatch(file) || file.Contains("-00001-of-", StringComparison.Ordinal);
                if (first && seen.Add(NameOf(file))) yield return (file, origin);
            }
        }
    }

    private static string NameOf(string path) => Numbered.IsMatch(path) ? Numbered.Replace(Path.GetFileName(path), "") : Path.GetFileName(path)[..^Ending.Length];

    private static FoundModel Read(string path, string origin)
    {
        try
        {
            return new FoundModel(NameOf(path), path, origin, ModelFile.Read(path), null);
        }
        catch (EngineException problem)
        {
            return new FoundModel(NameOf(path), path, origin, null, problem.Message.TrimEnd('.'));
        }
    }

    [GeneratedRegex(@"-\d{5}-of-\d{5}\.gguf$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered { get; }
}
