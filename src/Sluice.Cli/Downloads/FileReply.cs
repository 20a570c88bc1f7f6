using System.Net;

namespace Sluice.Cli.Downloads;

/// <summary>A server's answer to a request for a file.</summary>
/// <param name="StatedHash">The SHA-256 that the server says the file has; null when it does not say.</param>
internal sealed record FileReply(HttpResponseMessage Response, string? StatedHash) : IDisposable
{
    /// <summary>Size of the whole file; null when the server does not say.</summary>
    public long? Bytes => Response.StatusCode == HttpStatusCode.OK
        ? Response.Content.Headers.ContentLength
        : Response.Content.Headers.ContentRange?.Length;

    /// <summary>Where the body begins in the file.</summary>
    public long? From => Response.StatusCode == HttpStatusCode.PartialContent ? Response.Content.Headers.ContentRange?.From : 0;

    public PartNotes NotesOf(Uri url) => new(
        PullUrl.Shown(url),
        Response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null, // a weak one may stand for other bytes
        Response.Content.Headers.LastModified?.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        Bytes);

    public void Dispose() => Response.Dispose();
}
