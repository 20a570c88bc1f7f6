using Sluice.Schema.Tokens;

namespace Sluice.Schema.Benchmark;

/// <summary>The tokens of a model, and how the model cuts a text into them.</summary>
/// <param name="bytes">(token id) -> its bytes; null for special tokens.</param>
/// <param name="tokenize">Text -> token ids, without a token for its beginning.</param>
public sealed class BenchmarkVocabulary(IReadOnlyList<byte[]?> bytes, Func<byte[], int[]> tokenize)
{
    public TokenVocabulary Tokens { get; } = new(bytes);

    public byte[] BytesOf(int token) => bytes[token]!;

    /// <summary>The tokens of a document; null when the model would write other bytes than these.</summary>
    public int[]? Split(byte[] document)
    {
        var tokens = tokenize(document);
        var at = 0;
        foreach (var token in tokens)
        {
            if (bytes[token] is not { } text || !document.AsSpan(at).StartsWith(text))
                return null;
            at += text.Length;
        }

        return at == document.Length ? tokens : null;
    }
}
