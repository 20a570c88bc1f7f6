using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Serving;

namespace Sluice.Serving;

/// <summary>Reads whole request bodies, bounded by the server's limit.</summary>
public static class RequestBodies
{
    /// <summary>Most bytes of a request: some four million tokens, more than any context holds.</summary>
    public const int MostBytes = 16 << 20;

    const int LeastBuffer = 4096;

    /// <summary>The body as bytes, or what is wrong with it.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, ApiError? Error)> ReadAsync(HttpRequest request)
    {
        try
        {
            using var body = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, LeastBuffer, MostBytes));
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
            return (body.GetBuffer().AsMemory(0, (int)body.Length), null);
        }
        catch (BadHttpRequestException problem)
        {
            return (default, problem.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new ApiError($"The body is larger than {MostBytes} bytes.") { Status = problem.StatusCode, Code = "body_too_large" }
                : new ApiError(problem.Message) { Status = problem.StatusCode });
        }
    }
}
