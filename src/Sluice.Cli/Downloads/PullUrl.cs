using System.Diagnostics.CodeAnalysis;

namespace Sluice.Cli.Downloads;

/// <summary>Addresses that models are fetched from.</summary>
internal static class PullUrl
{
    public const string Allowed = "an address that begins with https:// or http://";

    public static bool TryRead(string text, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);

    /// <summary>The page of a file on Hugging Face stands for the file itself.</summary>
    public static Uri OfFile(Uri url) => url.Host is "huggingface.co" or "hf.co" && url.AbsolutePath.Contains("/blob/", StringComparison.Ordinal)
        ? new UriBuilder(url) { Path = url.AbsolutePath.Replace("/blob/", "/resolve/", StringComparison.Ordinal) }.Uri
        : url;

    /// <summary>The last part of the path, without what could leave a folder; empty when there is none.</summary>
    public static string FileNameOf(Uri url) => Path.GetFileName(Uri.UnescapeDataString(url.AbsolutePath).Replace('\\', '/'));

    /// <summary>For people: a query may hold a key.</summary>
    public static string Shown(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
