using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Serving;

namespace Sluice.Serving;

/// <summary>Sends whole JSON bodies: errors in OpenAI's form, and objects.</summary>
public static class JsonReplies
{
    public const string Json = "application/json";

    /// <param name="retryAfter">When to ask again, told in whole seconds; null says nothing.</param>
    public static async Task SendAsync(HttpResponse response, ApiError error, TimeSpan? retryAfter = null)
    {
        response.StatusCode = error.Status;
        response.ContentType = Json;
        if (retryAfter is { } wait)
            response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        error.WriteTo(response.BodyWriter);
        await response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    /// <param name="members">Writes the object's.</param>
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
}
