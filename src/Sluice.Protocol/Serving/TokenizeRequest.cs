using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Sluice.Protocol.Serving;

/// <summary>The body of <c>POST /tokenize</c> for a text; <c>prompt</c> is vLLM's name for it, <c>content</c> llama.cpp's.</summary>
/// <param name="Text">To be read as tokens.</param>
/// <param name="AddSpecialTokens">Whether the token that begins every prompt of the model goes before it.</param>
/// <param name="ReadSpecialTokens">Whether the spelling of a control token becomes that token (<c>parse_special</c>).</param>
public sealed record TokenizeRequest(string Text, bool AddSpecialTokens, bool ReadSpecialTokens)
{
    public static bool TryRead(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out TokenizeRequest? request, [NotNullWhen(false)] out ApiError? error) =>
        RequestBody.TryRead(utf8, Read, out request, out error);

    /// <summary>Whether a body asks for the tokens of a conversation; it is then read as a chat request.</summary>
    public static bool HasMessages(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var body = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = RequestBody.MaxDepth });
            return body.RootElement.ValueKind is JsonValueKind.Object && body.RootElement.TryGetProperty("messages"u8, out _);
        }
        catch (JsonException)
        {
            return false; // TryRead tells where it is broken
        }
    }

    static TokenizeRequest Read(BodyFields fields)
    {
        var text = fields.Text("prompt") ?? fields.Text("content");
        if (text is null)
            fields.Report("prompt", "'prompt' (or 'content', or 'messages') is required and must be a string.");
        return new(text ?? "", fields.Flag("add_special_tokens") ?? fields.Flag("add_special") ?? true, fields.Flag("parse_special") ?? false);
    }
}
