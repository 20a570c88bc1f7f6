using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Serving;

/// <summary>Reads the body of <c>POST /v1/completions</c>. One prompt a request, as text; unknown fields are kept, a wrong type is refused by name.</summary>
public static class CompletionRequestReader
{
    public static bool TryRead(
        ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out CompletionRequest? request, [NotNullWhen(false)] out ApiError? error) =>
        RequestBody.TryRead(utf8, Read, out request, out error);

    static CompletionRequest Read(BodyFields fields) =>
        RequestBody.Fill(new CompletionRequest { Model = "", Prompt = ReadPrompt(fields) }, fields);

    static string ReadPrompt(BodyFields fields)
    {
        var prompt = fields.Take("prompt");
        if (prompt is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 1)
            prompt = list[0];
        if (prompt is { ValueKind: JsonValueKind.String } text)
            return text.GetString()!;
        fields.Report("prompt", "'prompt' is required and must be a string, or an array of one string.");
        return "";
    }
}
