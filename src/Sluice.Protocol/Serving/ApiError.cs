using System.Buffers;
using System.Text.Json;

namespace Sluice.Protocol.Serving;

/// <summary>An error as OpenAI-compatible servers answer it: <c>{"error":{message,type,param,code}}</c>.</summary>
/// <param name="Message">For people: what is wrong and what is allowed.</param>
public sealed record ApiError(string Message)
{
    /// <summary>HTTP status to send it with, unless the stream has begun.</summary>
    public int Status { get; init; } = 400;

    public string Type { get; init; } = "invalid_request_error";

    /// <summary>The parameter at fault, such as <c>messages[0].content</c>.</summary>
    public string? Param { get; init; }

    /// <summary>A word for programs, such as <c>context_length_exceeded</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The request body has something wrong at one place.</summary>
    public static ApiError Invalid(string param, string message) => new(message) { Param = param };

    public static ApiError WrongKey() => new("The key is missing or wrong: send it as 'Authorization: Bearer KEY'.")
    {
        Status = 401,
        Code = "invalid_api_key",
    };

    public static ApiError UnknownModel(string model, IEnumerable<string> served) =>
        new($"The model '{model}' is not served here; served: {string.Join(", ", served)}.")
        {
            Status = 404,
            Param = "model",
            Code = "model_not_found",
        };

    public static ApiError ContextTooLong(int promptTokens, int limit) =>
        new($"The prompt has {promptTokens} tokens and does not fit the context of {limit} tokens.")
        {
            Param = "messages",
            Code = "context_length_exceeded",
        };

    public static ApiError UnknownPath(string path) => new($"There is nothing at {path}.") { Status = 404, Code = "unknown_path" };

    /// <summary>The server's own fault.</summary>
    public static ApiError Internal(string message) => new(message) { Status = 500, Type = "server_error" };

    /// <summary>The server has no room now.</summary>
    public static ApiError Full(string message) => new(message) { Status = 429, Type = "rate_limit_error", Code = "server_full" };

    /// <summary>The JSON body.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, WireJson.WriterOptions);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, Message);
        json.WriteString("type"u8, Type);
        json.WriteString("param"u8, Param);
        json.WriteString("code"u8, Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
