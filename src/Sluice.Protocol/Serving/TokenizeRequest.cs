using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Sluice.Protocol.Serving;

/// <summary>The body of <c>POST /tokenize</c> for a text. Called <c>prompt</c> it is read with vLLM's defaults, called <c>content</c> alone with llama.cpp's.</summary>
/// <param name="Text">To be read as tokens.</param>
/// <param name="AddSpecialTokens">Whether the token that begins every prompt of the model goes before it.</param>
/// <param name="ReadSpecialTokens">Whether the spelling of a control token becomes that token (<c>parse_special</c>).</param>
public sealed record TokenizeRequest(string Text, bool AddSpecialTokens, bool ReadSpecialTokens)
{
    /// <summary>Whether what each token writes is told in a list of its own (<c>return_token_strs</c>, vLLM's).</summary>
    public bool WantsTexts { get; init; }

    /// <summary>Whether each token comes as an object with what it writes (<c>with_pieces</c>, llama.cpp's).</summary>
    public bool WantsPieces { get; init; }

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
        var prompt = fields.Text("prompt");
        var text = prompt ?? fields.Text("content");
        if (text is null)
            fields.Report("prompt", "'prompt' (or 'content', or 'messages') is required and must be a string.");
        return new(text ?? "", fields.Flag("add_special_tokens") ?? fields.Flag("add_special") ?? prompt is not null, fields.Flag("parse_special") ?? prompt is null)
        {
            WantsTexts = fields.Flag("return_token_strs") ?? false,
            WantsPieces = fields.Flag("with_pieces") ?? false,
        };
    }
}
