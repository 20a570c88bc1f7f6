using System.Text.Json;
using Sluice.Protocol.Failures;

namespace Sluice.Bench.Events.Files;

/// <summary>Writes the line of a request as the serializer of <see cref="LogJson"/> does, without its objects: there is one for each answer, while others stream.</summary>
static class RequestLine
{
    static readonly ChunksConverter Chunks = new();

    static readonly string[] CountSources = [.. Enum.GetValues<CountSource>().Select(source => JsonNamingPolicy.SnakeCaseLower.ConvertName(source.ToString()))];

    public static void Write(Utf8JsonWriter json, int level, RequestEvents request)
    {
        json.WriteStartObject();
        json.WriteNumber("level"u8, level);
        json.WriteStartObject("request"u8);
        json.WriteNumber("id"u8, request.Id);
        json.WriteBoolean("warm_up"u8, request.WarmUp);
        Number(json, "burst"u8, request.Burst);
        Time(json, "scheduled"u8, request.Scheduled);
        Time(json, "sent"u8, request.Sent);
        if (request.Headers is { } headers) Time(json, "headers"u8, headers);
        Time(json, "end"u8, request.End);
        json.WritePropertyName("chunks"u8);
        Chunks.Write(json, request.Chunks, LogJson.Default.Options);
        if (request.ChunkCounts is { } source) json.WriteString("chunk_counts"u8, CountSources[(int)source]);
        Number(json, "prompt_aimed"u8, request.PromptAimed);
        Number(json, "output_asked"u8, request.OutputAsked);
        Number(json, "prompt_tokens"u8, request.PromptTokens);
        Number(json, "output_tokens"u8, request.OutputTokens);
        Number(json, "reasoning_tokens"u8, request.ReasoningTokens);
        Number(json, "cached_tokens"u8, request.CachedTokens);
        Number(json, "counted_tokens"u8, request.CountedTokens);
        if (request.Finish is { } finish) json.WriteString("finish"u8, finish);
        if (request.Failure is { } failure) json.WriteString("failure"u8, FailureTable.Of(failure).Name);
        if (request.Detail is { } detail) json.WriteString("detail"u8, detail);
        Number(json, "status"u8, request.Status);
        json.WriteNumber("ignored"u8, request.Ignored);
        json.WriteNumber("comments"u8, request.Comments);
        if (request.Valid is { } valid) json.WriteBoolean("valid"u8, valid);
        if (request.Server is { } server) Server(json, server);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Server(Utf8JsonWriter json, ServerTiming server)
    {
        json.WriteStartObject("server"u8);
        if (server.PromptMs is { } prompt) json.WriteNumber("prompt_ms"u8, prompt);
        if (server.DecodeMs is { } decode) json.WriteNumber("decode_ms"u8, decode);
        Number(json, "drafted"u8, server.Drafted);
        Number(json, "accepted"u8, server.Accepted);
        json.WriteEndObject();
    }

    static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? number)
    {
        if (number is { } known) json.WriteNumber(name, known);
    }

    static void Time(Utf8JsonWriter json, ReadOnlySpan<byte> name, TimeSpan time)
    {
        json.WritePropertyName(name);
        SecondsConverter.Write(json, time);
    }
}
