using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Serving;

/// <summary>The key that clients of a server of ours must send.</summary>
internal static class ServerKey
{
    /// <param name="variable">What <c>--key-env</c> names; null asks for no key.</param>
    public static string? Of(string? variable, Terminal terminal)
    {
        if (variable is null) return null;
        return terminal.Environment(variable) is { Length: > 0 } key
            ? key
            : throw new CouldNotRunException("--key-env", $"the environment variable {variable} is not set or empty", "the name of a variable that holds the key, not the key itself");
    }
}
