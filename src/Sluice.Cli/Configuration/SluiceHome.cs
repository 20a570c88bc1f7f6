using Sluice.Cli.Problems;

namespace Sluice.Cli.Configuration;

/// <summary>The folder that Sluice came in: it holds the bundled models and the samples.</summary>
internal static class SluiceHome
{
    /// <summary>The instruct model that is part of the repository (94 MB; models/README.md has its source and hash).</summary>
    public const string BundledModel = "models/smollm2-135m-instruct-q4_1.gguf";

    /// <summary>Set by the <c>./sluice</c> launcher.</summary>
    public const string Variable = "SLUICE_HOME";

    /// <summary>The folder named by SLUICE_HOME, else the nearest one above the executable that holds the bundled model.</summary>
    public static string Find(Func<string, string?> environment, string executableFolder)
    {
        if (environment(Variable) is { Length: > 0 } named)
        {
            return Holds(named) ? Path.GetFullPath(named) : throw new CouldNotRunException(
                Variable, $"'{named}' does not hold {BundledModel}", "the folder that Sluice was cloned into");
        }
        return Above(executableFolder) ?? throw new CouldNotRunException(
            "bundled model", $"{BundledModel} stands nowhere above {executableFolder}; set {Variable} to the folder that Sluice was cloned into");
    }

    /// <summary>As <see cref="Find"/>; null when it cannot be found.</summary>
    public static string? TryFind(Func<string, string?> environment, string executableFolder) =>
        environment(Variable) is { Length: > 0 } named ? (Holds(named) ? Path.GetFullPath(named) : null) : Above(executableFolder);

    private static string? Above(string executableFolder)
    {
        for (DirectoryInfo? folder = new(executableFolder); folder is not null; folder = folder.Parent)
        {
            if (Holds(folder.FullName)) return folder.FullName;
        }
        return null;
    }

    private static bool Holds(string folder) => File.Exists(Path.Combine(folder, BundledModel));
}
