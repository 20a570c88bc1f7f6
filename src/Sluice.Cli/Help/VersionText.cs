using System.Reflection;

namespace Sluice.Cli.Help;

/// <summary>What <c>sluice --version</c> prints.</summary>
internal static class VersionText
{
    /// <summary>"sluice 0.1.0", with the commit it was built from when the build knew it.</summary>
    public static string OfThisBuild
    {
        get
        {
            string version = typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
            return version.Split('+', 2) is [var number, { Length: >= 8 } commit] ? $"sluice {number} ({commit[..8]})" : $"sluice {version}";
        }
    }
}
