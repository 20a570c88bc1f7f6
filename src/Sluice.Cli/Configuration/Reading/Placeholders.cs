using System.Text.RegularExpressions;

namespace Sluice.Cli.Configuration.Reading;

/// <summary>
/// <c>${env:NAME}</c> and <c>${file:PATH}</c>: how a secret gets into a configuration without being written there.
/// </summary>
/// <param name="folder">Relative paths start here: the folder of the configuration file.</param>
internal sealed partial class Placeholders(Func<string, string?> environment, string folder)
{
    public const string Allowed = "${env:NAME}, ${file:PATH}";

    /// <summary>True when the text is one placeholder and nothing else.</summary>
    public static bool IsOne(string text) => Pattern.Match(text) is { Success: true } match && match.Length == text.Length;

    /// <summary>The text with each placeholder replaced; what could not be replaced is told through <paramref name="problem"/>.</summary>
    public string? Fill(string text, Action<string> problem)
    {
        bool whole = true;
        string filled = Pattern.Replace(text, match =>
        {
            (string? value, string? wrong) = match.Groups["kind"].Value switch
            {
                "env" => FromEnvironment(match.Groups["name"].Value),
                "file" => FromFile(match.Groups["name"].Value),
                _ => (null, $"'{match.Value}' is no known placeholder; allowed: {Allowed}"),
            };
            if (wrong is not null)
            {
                problem(wrong);
                whole = false;
            }
            return value ?? "";
        });
        return whole ? filled : null;
    }

    private (string?, string?) FromEnvironment(string name) => environment(name) switch
    {
        { Length: > 0 } value => (value, null),
        "" => (null, $"the environment variable {name} is empty"),
        _ => (null, $"the environment variable {name} is not set"),
    };

    private (string?, string?) FromFile(string path)
    {
        try
        {
            string text = File.ReadAllText(Path.Combine(folder, path)).Trim();
            return text.Length > 0 ? (text, null) : (null, $"the file {path} is empty");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, $"the file {path} cannot be read ({error.Message})");
        }
    }

    [GeneratedRegex(@"\$\{(?<kind>[^:}]*):?(?<name>[^}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern { get; }
}
