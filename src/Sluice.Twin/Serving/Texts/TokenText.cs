using System.Text;

namespace Sluice.Twin.Serving.Texts;

/// <summary>A text as the tokens it is sent in.</summary>
/// <param name="utf8">The whole text.</param>
/// <param name="ends">By token: where it ends in the bytes.</param>
sealed class TokenText(byte[] utf8, int[] ends)
{
    public static TokenText Empty { get; } = new([], []);

    public int Count => ends.Length;

    public ReadOnlySpan<byte> this[int token] => utf8.AsSpan((token == 0 ? 0 : ends[token - 1])..ends[token]);

    /// <summary>The first so many tokens.</summary>
    public TokenText Take(int tokens) => tokens >= Count ? this : new(utf8, ends[..tokens]);

    /// <summary>Followed by tokens of one space up to so many in all.</summary>
    public TokenText ThenSpaces(int tokens)
    {
        if (tokens <= Count) return Take(tokens);
        var (length, more) = (Count == 0 ? 0 : ends[^1], tokens - Count);
        return new([.. utf8.AsSpan(0, length), .. Enumerable.Repeat((byte)' ', more)], [.. ends, .. Enumerable.Range(length + 1, more)]);
    }

    public override string ToString() => Count == 0 ? "" : Encoding.UTF8.GetString(utf8, 0, ends[^1]);
}
