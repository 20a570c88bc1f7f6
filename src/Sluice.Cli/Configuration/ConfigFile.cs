using System.Text;
using Sluice.Cli.Configuration.Reading;
using Sluice.Cli.Problems;

namespace Sluice.Cli.Configuration;

/// <summary>Finds the configuration that a command works with.</summary>
internal static class ConfigFile
{
    public const string DefaultName = "sluice.yaml";

    /// <summary>The file of <c>--config</c>, else <c>./sluice.yaml</c>, else the built-in configuration.</summary>
    /// <param name="named">What <c>--config</c> says; null when it was not given.</param>
    /// <param name="home">Where Sluice came in; only asked for when there is no file.</param>
    public static SluiceConfig Load(string? named, string workingFolder, Func<string, string?> environment, Func<string> home)
    {
        string path = Path.Combine(workingFolder, named ?? DefaultName);
        if (named is null && !File.Exists(path)) return BuiltInConfig.On(home());
        return ConfigReader.Read(path: path, shown: named ?? DefaultName, text: ReadText(path, named ?? DefaultName), environment: environment);
    }

    private static string ReadText(string path, string shown)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string why = error is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : error.Message;
            throw new CouldNotRunException(shown, $"the configuration cannot be read: {why}", "the path of a sluice.yaml, or no --config at all for the bundled model");
        }
    }
}
