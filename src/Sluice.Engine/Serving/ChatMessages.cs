using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Engine.Models;
using Sluice.Protocol.Chat;

namespace Sluice.Engine.Serving;

/// <summary>The messages of a request as chat templates expect them.</summary>
internal static class ChatMessages
{
    internal static readonly JsonSerializerOptions Deep = new() { MaxDepth = 1000 }; // how deep a request may be is told where it is read

    /// <summary>Contents become one text, arguments of earlier calls the object they spell, and what a model thought goes by both of its names, as vLLM and transformers do.</summary>
    public static Conversation ForTemplate(ChatRequest request, JsonElement? settings, PromptEnd end)
    {
        if (request.SentMessages is not { } sent)
            return Conversation.Of(request.Messages, settings) with { End = end };
        var messages = JsonArray.Create(sent)!;
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i]!.AsObject();
            message["content"] = request.Messages[i].Content;
            ReadArguments(message);
            if (message["reasoning_content"] is JsonValue reasoning && message["thinking"] is null)
                message["thinking"] = reasoning.DeepClone();
        }
        return new Conversation(JsonSerializer.SerializeToElement(messages, Deep), Tools(request), settings) { End = end };
    }

    static JsonElement? Tools(ChatRequest request) => request.Tools is { } tools && request.ToolChoice is not ToolChoice.None
        ? JsonSerializer.SerializeToElement(new JsonArray([.. tools.Select(tool => JsonObject.Create(tool.Sent))]), Deep)
        : null;

    static void ReadArguments(JsonObject message)
    {
        foreach (var call in message["tool_calls"] as JsonArray ?? [])
        {
            if ((call as JsonObject)?["function"] is JsonObject function && function["arguments"] is JsonValue arguments && arguments.TryGetValue(out string? text) && ObjectOf(text) is { } read)
                function["arguments"] = read;
        }
    }

    static JsonObject? ObjectOf(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // then it stays the text it is
        }
    }
}
