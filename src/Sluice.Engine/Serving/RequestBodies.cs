using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary>Reads whole request bodies, bounded by the server's limit.</summary>
internal static class RequestBodies
{
    /// <summary>Most bytes of a request: far more than any context here holds.</summary>
    public const int MaxBytes = 16 << 20;

    public static async Task<(ReadOnlyMemory<byte> Body, ApiError? Error)> ReadAsync(HttpRequest request)
    {
        try
        {
            using var body = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, 4096, MaxBytes));
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
            return (body.GetBuffer().AsMemory(0, (int)body.Length), null);
        }
        catch (BadHttpRequestException problem)
        {
            return (default, problem.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new ApiError($"The body is larger than {MaxBytes} bytes.") { Status = problem.StatusCode, Code = "body_too_large" }
                : new ApiError(problem.Message) { Status = problem.StatusCode });
        }
    }
}
