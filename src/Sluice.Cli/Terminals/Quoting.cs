using System.Text.RegularExpressions;

namespace Sluice.Cli.Terminals;

/// <summary>Writes words so that a POSIX shell reads them back as they are.</summary>
internal static partial class Quoting
{
    public static string Word(string word) => Plain.IsMatch(word) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[A-Za-z0-9_./:=@%+,-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain { get; }
}
