using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Serving;

/// <summary>The body of <c>POST /v1/embeddings</c>.</summary>
public sealed record EmbeddingRequest
{
    public required string Model { get; init; }

    /// <summary>At least one text, or the tokens of one.</summary>
    public required IReadOnlyList<CompletionPrompt> Inputs { get; init; }

    /// <summary>Whether vectors are sent as base64 of little-endian 32-bit floats instead of as numbers.</summary>
    public bool AsBase64 { get; init; }

    /// <summary>Numbers wanted of each vector; null for all.</summary>
    public int? Dimensions { get; init; }

    public static bool TryRead(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out EmbeddingRequest? request, [NotNullWhen(false)] out ApiError? error) =>
        RequestBody.TryRead(utf8, Read, out request, out error);

    static EmbeddingRequest Read(BodyFields fields)
    {
        var format = fields.Text("encoding_format") ?? "float";
        if (format is not ("float" or "base64"))
            fields.Report("encoding_format", $"'encoding_format' must be float or base64, not '{format}'.");
        if (fields.Take("truncate_prompt_tokens") is not null)
            fields.Report("truncate_prompt_tokens", "'truncate_prompt_tokens' is not served: a text is read whole or refused.");
        return new EmbeddingRequest
        {
            Model = fields.NeededText("model"),
            Inputs = PromptFields.Read(fields, "input"),
            AsBase64 = format == "base64",
            Dimensions = (int?)fields.Integer("dimensions", 1, int.MaxValue, "an integer of at least 1"),
        };
    }
}
