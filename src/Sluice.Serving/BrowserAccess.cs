using Microsoft.AspNetCore.Http;

namespace Sluice.Serving;

/// <summary>
/// Lets web pages that are served by this machine itself ask a server of ours (CORS). Pages from elsewhere get no leave, so that no website
/// a user happens to visit reads answers of the model on that user's machine.
/// </summary>
internal static class BrowserAccess
{
    const string AskedMethod = "Access-Control-Request-Method", AskedHeaders = "Access-Control-Request-Headers";
    const string Seconds = "600"; // for which a browser need not ask again

    /// <summary>Gives leave where it is due. True when the request was no more than the browser's question, which is answered then.</summary>
    public static bool Answers(HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (!IsOfThisMachine(origin))
            return false;
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = "Retry-After";
        headers.Vary = "Origin";
        if (!HttpMethods.IsOptions(http.Request.Method) || !http.Request.Headers.ContainsKey(AskedMethod))
            return false;
        headers.AccessControlAllowMethods = "GET, HEAD, POST";
        headers.AccessControlAllowHeaders = http.Request.Headers[AskedHeaders];
        headers.AccessControlMaxAge = Seconds;
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }

    static bool IsOfThisMachine(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.IsLoopback && (page.Scheme == Uri.UriSchemeHttp || page.Scheme == Uri.UriSchemeHttps);
}
