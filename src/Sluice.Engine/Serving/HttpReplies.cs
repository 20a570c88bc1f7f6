using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Failures;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary>Sends errors over HTTP, in OpenAI's form.</summary>
internal static class HttpReplies
{
    public const string Json = "application/json";

    public static async Task SendAsync(HttpResponse response, ApiError error, TimeSpan? retryAfter = null)
    {
        response.StatusCode = error.Status;
        response.ContentType = Json;
        if (retryAfter is { } wait)
            response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        error.WriteTo(response.BodyWriter);
        await response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Sends one JSON object.</summary>
    public static async Task SendAsync(HttpResponse response, Action<Utf8JsonWriter> members)
    {
        response.ContentType = Json;
        using (var json = new Utf8JsonWriter(response.BodyWriter))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        await response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>The request is well-formed, but its text cannot be quoted as its schema asks. Clients know it by the code.</summary>
    public static ApiError Ungrounded(string message) =>
        new(message) { Status = StatusCodes.Status422UnprocessableEntity, Code = FailureTable.Of(FailureReason.Ungrounded).Name };

    /// <summary>A failure of the engine as an error for the client.</summary>
    public static ApiError ErrorOf(Failure failure) => failure.Reason switch
    {
        FailureReason.Request => new ApiError(failure.Detail),
        FailureReason.Ungrounded => Ungrounded(failure.Detail),
        FailureReason.Capacity => ApiError.Full(failure.Detail) with { Status = StatusCodes.Status503ServiceUnavailable },
        FailureReason.Cancelled => ApiError.Internal(failure.Detail) with { Status = StatusCodes.Status503ServiceUnavailable, Code = "stopping" },
        FailureReason.SchemaMismatch => ApiError.Internal(failure.Detail) with { Code = "schema_mismatch" },
        _ => ApiError.Internal(failure.Detail),
    };
}
