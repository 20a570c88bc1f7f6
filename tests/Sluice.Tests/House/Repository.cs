namespace Sluice.Tests.House;

/// <summary>The clone these tests run from: found by its solution file, above the test's own folder.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>A file of the repository by its parts, for example <c>Path("models", "README.md")</c>.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sluice.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException("Sluice.slnx was not found above " + AppContext.BaseDirectory);
    }
}
