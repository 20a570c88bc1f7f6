using System.Globalization;
using System.Text.Json;

namespace Sluice.Protocol.Client;

/// <summary>What a server says went wrong, in whichever of the usual shapes it says so.</summary>
/// <param name="Message">The server's words on one line, shortened.</param>
/// <param name="Status">A status named inside the error (llama.cpp and vLLM put it into <c>code</c>); null when there is none.</param>
sealed record ServerError(string Message, int? Status)
{
    /// <summary>The word for programs in <c>code</c>, such as <c>context_length_exceeded</c>; null when there is none.</summary>
    public string? Code { get; init; }

    const int MaxMessage = 600; // characters; enough for vLLM's longest validation messages

    /// <summary>Reads the body of an error response: OpenAI <c>{"error":{…}}</c>, older vLLM <c>{"message":…}</c>, FastAPI <c>{"detail":…}</c>, an HTML page, or plain text.</summary>
    public static ServerError FromBody(string body)
    {
        if (string.IsNullOrWhiteSpace(body))
            return new("(empty body)", null);
        if (TryParse(body) is { } root)
            return OrRaw(root, FromRoot);
        return body.TrimStart().StartsWith('<') ? new(FromHtml(body), null) : new(Shorten(body), null);
    }

    /// <summary>Reads the value of an <c>error</c> member: a string, or an object with a message.</summary>
    public static ServerError FromMember(JsonElement error) =>
        OrRaw(error, value => value.ValueKind switch
        {
            JsonValueKind.Object => FromObject(value),
            JsonValueKind.String => new(Shorten(value.GetString()!), null),
            _ => null,
        });

    /// <summary>The JSON itself when it has no message in a known place, or one that is not Unicode.</summary>
    static ServerError OrRaw(JsonElement json, Func<JsonElement, ServerError?> read)
    {
        try
        {
            return read(json) ?? new(Shorten(json.GetRawText()), null);
        }
        catch (InvalidOperationException)
        {
            return new(Shorten(json.GetRawText()), null); // thrown for half a surrogate pair
        }
    }

    static ServerError? FromRoot(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object)
            return null;
        if (root.TryGetProperty("error"u8, out var error) && error.ValueKind is not JsonValueKind.Null)
            return FromMember(error);
        return FromObject(root);
    }

    static ServerError? FromObject(JsonElement holder)
    {
        var message = Text(holder, "message") ?? Text(holder, "msg");
        if (message is null && holder.TryGetProperty("detail"u8, out var detail))
            message = detail.ValueKind is JsonValueKind.String ? detail.GetString() : FromDetails(detail);
        return message is null ? null : new(Shorten(message), StatusOf(holder)) { Code = Text(holder, "code") };
    }

    /// <summary>FastAPI's list of <c>{"loc":["body","messages"],"msg":"Field required"}</c>.</summary>
    static string? FromDetails(JsonElement details)
    {
        if (details.ValueKind is not JsonValueKind.Array)
            return details.GetRawText();
        var problems = details.EnumerateArray().Where(one => one.ValueKind is JsonValueKind.Object).Select(one =>
        {
            var place = one.TryGetProperty("loc"u8, out var path) && path.ValueKind is JsonValueKind.Array
                ? string.Join('.', path.EnumerateArray()) + ": "
                : "";
            return place + (Text(one, "msg") ?? one.GetRawText());
        });
        return string.Join("; ", problems);
    }

    static string FromHtml(string page)
    {
        var start = page.IndexOf("<title>", StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : page.IndexOf("</title>", start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? "(an HTML page)" : $"(an HTML page: {Shorten(page[(start + 7)..end])})";
    }

    static int? StatusOf(JsonElement holder)
    {
        if (!holder.TryGetProperty("code"u8, out var code))
            return null;
        int number;
        var isNumber = code.ValueKind switch
        {
            JsonValueKind.Number => code.TryGetInt32(out number),
            JsonValueKind.String => int.TryParse(code.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number),
            _ => (number = 0) > 0,
        };
        return isNumber && number is >= 400 and < 600 ? number : null;
    }

    static string? Text(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    static JsonElement? TryParse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null; // then it is a page or plain text, which the caller shows as such
        }
    }

    internal static string Shorten(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxMessage ? line : line[..MaxMessage] + "…";
    }
}
