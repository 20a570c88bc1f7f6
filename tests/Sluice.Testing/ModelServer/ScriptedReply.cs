using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Sluice.Testing.ModelServer;

/// <summary>Writes one scripted answer to one call, whole or as a stream, as OpenAI-compatible servers write it.</summary>
sealed class ScriptedReply(HttpContext context, LedgerEntry entry, ScriptedAnswer answer)
{
    readonly bool chat = entry.Path.EndsWith("/chat/completions", StringComparison.Ordinal);
    readonly CancellationToken gone = context.RequestAborted;

    public async Task<CallEnd> SendAsync()
    {
        if (answer.Latency > TimeSpan.Zero) await Task.Delay(answer.Latency, gone);
        if (answer.HoldFirstByte is { } hold) await hold.WaitAsync(gone);
        if (answer.Status != 200)
        {
            await ScriptedModelServer.SendErrorAsync(context, answer);
            return CallEnd.Sent;
        }

        if (answer.RawBody is { } raw)
        {
            context.Response.ContentType = answer.RawContentType;
            await context.Response.Body.WriteAsync(raw, gone);
            return CallEnd.Sent;
        }

        return Flag(entry.Body, "stream") ? await StreamAsync() : await WholeAsync();
    }

    async Task<CallEnd> WholeAsync()
    {
        if (answer.CutAfterChunks is not null)
        {
            context.Abort();
            return CallEnd.Cut;
        }

        var message = new Dictionary<string, object?> { ["role"] = "assistant", ["content"] = answer.Content };
        if (answer.Reasoning is not null) message["reasoning_content"] = answer.Reasoning;
        var choice = new Dictionary<string, object?> { ["index"] = 0, ["finish_reason"] = answer.FinishReason };
        if (chat) choice["message"] = message;
        else choice["text"] = answer.Content;
        var body = Envelope(chat ? "chat.completion" : "text_completion", [choice]);
        if (answer.SendUsage) body["usage"] = Usage();
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(JsonSerializer.Serialize(body), gone);
        return CallEnd.Sent;
    }

    async Task<CallEnd> StreamAsync()
    {
        context.Response.ContentType = "text/event-stream";
        if (chat) await EventAsync(Delta(new() { ["role"] = "assistant", ["content"] = "" }));
        if (answer.Reasoning is { } reasoning)
        {
            foreach (var piece in Pieces(reasoning)) await EventAsync(Delta(new() { ["reasoning_content"] = piece }));
        }

        var sent = 0;
        foreach (var piece in Pieces(answer.Content))
        {
            if (sent == answer.CutAfterChunks) return Cut();
            if (sent == answer.ErrorAfterChunks)
            {
                await EventAsync(new() { ["error"] = new { message = "scripted error in the stream", type = "server_error", code = 500 } });
                return CallEnd.Sent;
            }

            await EventAsync(Delta(new() { ["content"] = piece }));
            if (++sent == 1 && answer.HoldAfterFirstChunk is { } hold) await hold.WaitAsync(gone);
        }

        if (sent == answer.CutAfterChunks) return Cut();
        if (answer.FinishReason is { } reason) await EventAsync(Delta([], reason));
        if (answer.SendUsage && entry.Body.TryGetProperty("stream_options", out var options) && Flag(options, "include_usage"))
        {
            var last = Envelope(chat ? "chat.completion.chunk" : "text_completion", []);
            last["usage"] = Usage();
            await EventAsync(last);
        }

        if (answer.SendDone) await context.Response.WriteAsync("data: [DONE]\n\n", gone);
        return CallEnd.Sent;
    }

    CallEnd Cut()
    {
        context.Abort();
        return CallEnd.Cut;
    }

    Dictionary<string, object?> Delta(Dictionary<string, object?> delta, string? finish = null)
    {
        var choice = new Dictionary<string, object?> { ["index"] = 0, ["finish_reason"] = finish };
        if (chat) choice["delta"] = delta;
        else choice["text"] = delta.GetValueOrDefault("content") ?? "";
        return Envelope(chat ? "chat.completion.chunk" : "text_completion", [choice]);
    }

    Dictionary<string, object?> Envelope(string kind, object[] choices) => new()
    {
        ["id"] = "scripted-" + entry.Ordinal.ToString(CultureInfo.InvariantCulture),
        ["object"] = kind,
        ["created"] = 0,
        ["model"] = entry.Body.GetProperty("model").GetString(),
        ["choices"] = choices,
    };

    Dictionary<string, object?> Usage()
    {
        var completion = answer.CompletionTokens ?? Pieces(answer.Content).Count();
        var usage = new Dictionary<string, object?>
        {
            ["prompt_tokens"] = answer.PromptTokens,
            ["completion_tokens"] = completion,
            ["total_tokens"] = answer.PromptTokens + completion,
        };
        if (answer.CachedPromptTokens is { } cached) usage["prompt_tokens_details"] = new { cached_tokens = cached };
        return usage;
    }

    /// <summary>Pieces of whole characters, so that a surrogate pair is never torn.</summary>
    IEnumerable<string> Pieces(string text)
    {
        var piece = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            piece.Append(rune);
            if (piece.Length < answer.ChunkSize) continue;
            yield return piece.ToString();
            piece.Clear();
        }

        if (piece.Length > 0) yield return piece.ToString();
    }

    async Task EventAsync(Dictionary<string, object?> body)
    {
        await context.Response.WriteAsync("data: " + JsonSerializer.Serialize(body) + "\n\n", gone);
        await context.Response.Body.FlushAsync(gone);
    }

    static bool Flag(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
