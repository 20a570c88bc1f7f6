using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Serving;

/// <summary>Reads the body of <c>POST /v1/chat/completions</c>. Unknown fields are kept in <see cref="SamplingRequest.Extra"/>; a wrong type is refused by name.</summary>
public static class ChatRequestReader
{
    public static bool TryRead(
        ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out ChatRequest? request, [NotNullWhen(false)] out ApiError? error) =>
        RequestBody.TryRead(utf8, Read, out request, out error);

    static ChatRequest Read(BodyFields fields) =>
        RequestBody.Fill(ToolFields.ReadInto(new ChatRequest { Model = "", Messages = ReadMessages(fields, out var sent), SentMessages = sent, TopScores = ReadScores(fields) }, fields), fields);

    static int? ReadScores(BodyFields fields)
    {
        const int most = 20; // OpenAI's and vLLM's bound
        var wanted = fields.Flag("logprobs") ?? false;
        var top = (int?)fields.Integer("top_logprobs", 0, most, $"an integer from 0 to {most}");
        if (top > 0 && !wanted)
            fields.Report("top_logprobs", "'top_logprobs' needs 'logprobs' to be true.");
        return wanted ? top ?? 0 : null;
    }

    static List<ChatMessage> ReadMessages(BodyFields fields, out JsonElement? sent)
    {
        var messages = new List<ChatMessage>();
        sent = fields.Take("messages")?.Clone();
        if (sent is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            fields.Report("messages", "'messages' is required and must be an array of at least one message.");
            return messages;
        }
        foreach (var element in list.EnumerateArray())
        {
            var place = $"messages[{messages.Count}]";
            if (element.ValueKind is not JsonValueKind.Object)
            {
                fields.Report(place, $"'{place}' must be an object with 'role' and 'content'.");
                return messages;
            }
            var message = new BodyFields(element, place + ".");
            messages.Add(new(message.NeededText("role"), ReadContent(message, place)));
            fields.Adopt(message);
        }
        return messages;
    }

    static string ReadContent(BodyFields message, string place)
    {
        const string allowed = "a string or an array of text parts";
        if (message.Take("content") is not { } content)
            return ""; // an assistant's turn that only calls tools has none
        if (content.ValueKind is JsonValueKind.String)
            return content.GetString()!;
        if (content.ValueKind is not JsonValueKind.Array)
            return message.Wrong<string>("content", allowed, content) ?? "";

        var text = new StringBuilder();
        var index = 0;
        foreach (var part in content.EnumerateArray())
        {
            if (part.ValueKind is not JsonValueKind.Object
                || !part.TryGetProperty("type"u8, out var type) || !type.ValueEquals("text"u8)
                || !part.TryGetProperty("text"u8, out var value) || value.ValueKind is not JsonValueKind.String)
            {
                message.Report($"content[{index}]", $"'{place}.content[{index}]' {Unread(part)}must be {{\"type\":\"text\",\"text\":\"…\"}}: only text is served.");
                break;
            }
            text.Append(value.GetString());
            index++;
        }
        return text.ToString();
    }

    // What clients send beside text, by the names of their APIs.
    static string Unread(JsonElement part) =>
        part.ValueKind is not JsonValueKind.Object || !part.TryGetProperty("type"u8, out var type) || type.ValueKind is not JsonValueKind.String ? ""
        : type.GetString() switch
        {
            "image_url" or "input_image" or "image" => "is an image, and vision (image input) is not supported: it ",
            "input_audio" or "audio_url" or "audio" => "is audio, and audio input is not supported: it ",
            "video_url" or "video" => "is a video, and vision (video input) is not supported: it ",
            _ => "",
        };
}
