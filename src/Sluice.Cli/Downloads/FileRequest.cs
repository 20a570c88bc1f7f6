using System.Net;
using System.Net.Http.Headers;

namespace Sluice.Cli.Downloads;

/// <summary>Asks for a file or the rest of it, and follows where the server sends us.</summary>
internal sealed class FileRequest(HttpClient http, string? key)
{
    private const int MostRedirects = 10;

    /// <summary>Hugging Face's header with the SHA-256 of a large file; it stands on the redirect, not on what it leads to.</summary>
    private const string HashHeader = "X-Linked-ETag";

    /// <param name="from">The first byte wanted.</param>
    /// <param name="validator">What the part that is here belongs to; null asks without proof.</param>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    public async Task<FileReply> SendAsync(Uri url, long from, string? validator, CancellationToken ct)
    {
        string? stated = null;
        Uri at = url;
        for (int redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.TryAddWithoutValidation("User-Agent", "sluice");
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
            if (from > 0)
            {
                request.Headers.Range = new RangeHeaderValue(from, null);
                if (validator is not null) request.Headers.TryAddWithoutValidation("If-Range", validator);
            }
            // A key is for the server it was given for, not for where that one sends us.
            if (key is not null && at.Authority == url.Authority && at.Scheme == url.Scheme) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
            HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.Headers.TryGetValues(HashHeader, out IEnumerable<string>? values)) stated = values.First().Trim('"').ToLowerInvariant();
            if (!IsRedirect(response.StatusCode) || response.Headers.Location is not { } next || redirects == MostRedirects)
                return new FileReply(response, stated is not null && DownloadList.Hash.IsMatch(stated) ? stated : null);
            at = new Uri(at, next);
            response.Dispose();
        }
    }

    private static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}
