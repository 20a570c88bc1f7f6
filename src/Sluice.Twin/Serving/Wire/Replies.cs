using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Serving;

namespace Sluice.Twin.Serving.Wire;

/// <summary>Whole bodies in and out.</summary>
static class Replies
{
    public const string Json = "application/json";

    /// <summary>Most bytes of a request: some four million tokens.</summary>
    public const int MostBytes = 16 << 20;

    public static async Task SendAsync(HttpResponse response, ApiError error, int? retryAfter = null)
    {
        response.StatusCode = error.Status;
        response.ContentType = Json;
        if (retryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        error.WriteTo(response.BodyWriter);
        await response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>The body as bytes, or what is wrong with it.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, ApiError? Error)> ReadAsync(HttpRequest request)
    {
        try
        {
            using var body = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, 512, MostBytes));
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
            return (body.GetBuffer().AsMemory(0, (int)body.Length), null);
        }
        catch (BadHttpRequestException problem)
        {
            return (default, new ApiError(problem.StatusCode == StatusCodes.Status413PayloadTooLarge ? $"The body is larger than {MostBytes} bytes." : problem.Message) { Status = problem.StatusCode });
        }
    }
}
