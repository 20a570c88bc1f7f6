using System.Diagnostics.CodeAnalysis;

namespace Sluice.Cli.Configuration;

/// <summary>Reads the base URL of an OpenAI-compatible server as people write it.</summary>
internal static class BaseUrl
{
    public const string Allowed = "an http or https URL such as http://host:8000/v1, without a user name, a query or a fragment";

    /// <summary>What is wrong with a text that could not be read; parts that may hold a password or a key are not repeated.</summary>
    public static string Wrong(string text) => text.AsSpan().ContainsAny("@?#")
        ? "has a user name, a query or a fragment, where keys do not belong"
        : $"is '{text}'";

    /// <summary>
    /// A bare host gets <c>/v1</c>; a path is taken as it stands, since some servers live under another one; the
    /// address of the chat endpoint itself is cut back to its base.
    /// </summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Uri? url)
    {
        url = null;
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? read) || read.Scheme is not ("http" or "https")) return false;
        if (read.Host.Length == 0 || read.UserInfo.Length > 0 || read.Query.Length > 0 || read.Fragment.Length > 0) return false;

        string path = read.AbsolutePath.TrimEnd('/');
        foreach (string endpoint in (string[])["/chat/completions", "/completions", "/models"])
        {
            if (path.EndsWith(endpoint, StringComparison.Ordinal)) path = path[..^endpoint.Length];
        }
        url = new Uri(read.GetLeftPart(UriPartial.Authority) + (path.Length == 0 ? "/v1" : path));
        return true;
    }
}
