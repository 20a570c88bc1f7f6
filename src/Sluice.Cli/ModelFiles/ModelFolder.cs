namespace Sluice.Cli.ModelFiles;

/// <summary>Where downloaded models lie.</summary>
internal static class ModelFolder
{
    /// <summary>Names another folder.</summary>
    public const string Variable = "SLUICE_MODELS";

    /// <summary>The folder of SLUICE_MODELS, else "sluice/models" where programs of this user keep their data; null when the environment names no such place.</summary>
    public static string? Find(Func<string, string?> environment, string workingFolder)
    {
        if (Set(Variable) is { } named) return Path.GetFullPath(named, workingFolder);
        string? data = Set("XDG_DATA_HOME") ?? Set("LOCALAPPDATA") ?? (Set("HOME") is { } home ? Path.Combine(home, ".local", "share") : null);
        return data is null ? null : Path.Combine(Path.GetFullPath(data, workingFolder), "sluice", "models");

        string? Set(string variable) => environment(variable) is { Length: > 0 } value ? value : null;
    }
}
