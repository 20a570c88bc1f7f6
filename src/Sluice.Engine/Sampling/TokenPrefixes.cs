namespace Sluice.Engine.Sampling;

/// <summary>The tokens of a vocabulary in the order of their bytes, to find those that begin with a text.</summary>
internal sealed class TokenPrefixes
{
    readonly byte[][] sorted;

    /// <param name="tokens">(token) -> its bytes; null for one that writes nothing.</param>
    public TokenPrefixes(IReadOnlyList<byte[]?> tokens)
    {
        sorted = [.. tokens.OfType<byte[]>()];
        Array.Sort(sorted, static (left, right) => left.AsSpan().SequenceCompareTo(right));
    }

    /// <summary>Whether some token begins with the text and goes on after it.</summary>
    public bool HasLonger(ReadOnlySpan<byte> text)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle].AsSpan().SequenceCompareTo(text) <= 0 ? (middle + 1, high) : (low, middle);
        }
        return low < sorted.Length && sorted[low].AsSpan().StartsWith(text);
    }
}
