using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Serving;

namespace Sluice.Serving;

/// <summary>Reads whole request bodies, bounded by the server's limit.</summary>
public static class RequestBodies
{
    /// <summary>Most bytes of a request: some four million tokens, more than any context holds.</summary>
    public const int MostBytes = 16 << 20;

    const int LeastBuffer = 4096;

    static readonly ApiError TooLarge = new($"The body is larger than {MostBytes} bytes.") { Status = StatusCodes.Status413PayloadTooLarge, Code = "body_too_large" };

    static readonly ApiError Empty = new("The body is empty; it must be a JSON object.");

    /// <summary>The body as bytes, unpacked where it was sent packed, or what is wrong with it.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, ApiError? Error)> ReadAsync(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (Open(request.Body, encoding) is not { } input)
            return (default, new ApiError($"A body with 'Content-Encoding: {encoding}' cannot be read; gzip, deflate and none can.") { Status = StatusCodes.Status415UnsupportedMediaType });
        try
        {
            using var body = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, LeastBuffer, MostBytes));
            await CopyAsync(input, body, request.HttpContext.RequestAborted).ConfigureAwait(false);
            return body.Length == 0 ? (default, Empty) : body.Length > MostBytes ? (default, TooLarge) : (WithoutMark(body.GetBuffer().AsMemory(0, (int)body.Length)), null);
        }
        catch (BadHttpRequestException problem)
        {
            return (default, problem.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge : new ApiError(problem.Message) { Status = problem.StatusCode });
        }
        catch (InvalidDataException)
        {
            return (default, new ApiError($"The body is not the {encoding} that its 'Content-Encoding' says."));
        }
    }

    // Null for a form that is not read.
    static Stream? Open(Stream body, string encoding) => encoding.ToUpperInvariant() switch
    {
        "" or "IDENTITY" => body,
        "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress),
        "DEFLATE" => new ZLibStream(body, CompressionMode.Decompress),
        _ => null,
    };

    // To its end, or a little over the limit: the server's own counts what was sent, and a little may unpack to a lot.
    static async Task CopyAsync(Stream from, MemoryStream to, CancellationToken ct)
    {
        var piece = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            while (to.Length <= MostBytes && await from.ReadAsync(piece, ct).ConfigureAwait(false) is > 0 and var count)
                to.Write(piece, 0, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    // Some editors and shells begin every text with a byte order mark.
    static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
}
