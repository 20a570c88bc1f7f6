using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Sluice.Protocol.Serving;

/// <summary>The body of <c>POST /detokenize</c>.</summary>
public sealed record DetokenizeRequest(IReadOnlyList<int> Tokens)
{
    /// <param name="vocabularySize">Token ids are below it.</param>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, int vocabularySize, [NotNullWhen(true)] out DetokenizeRequest? request, [NotNullWhen(false)] out ApiError? error) =>
        RequestBody.TryRead(utf8, fields => Read(fields, vocabularySize), out request, out error);

    static DetokenizeRequest Read(BodyFields fields, int vocabularySize)
    {
        var tokens = new List<int>();
        if (fields.Take("tokens") is not { ValueKind: JsonValueKind.Array } given)
        {
            fields.Report("tokens", "'tokens' is required and must be an array of token ids.");
            return new(tokens);
        }
        foreach (var element in given.EnumerateArray())
        {
            if (element.ValueKind is not JsonValueKind.Number || !element.TryGetInt32(out var token) || token < 0 || token >= vocabularySize)
                fields.Report($"tokens[{tokens.Count}]", $"'tokens[{tokens.Count}]' must be a token id from 0 to {vocabularySize - 1}.");
            else
                tokens.Add(token);
        }
        return new(tokens);
    }
}
