using System.Buffers;
using System.Text;

namespace Sluice.Bench.Requests;

/// <summary>
/// Plain English sentences of a given number of words, from a seed. Sentences rather than random tokens, because those make speculative
/// decoding and expert routing look unlike real work.
/// </summary>
/// <param name="known">The words that may be used; all common ones when null.</param>
public sealed class MadeText(IReadOnlyCollection<string>? known = null)
{
    /// <summary>Words of a number at the beginning: more than a thousand million texts begin differently.</summary>
    public const int NonceWords = 6;

    readonly byte[][][] _kinds = [.. CommonWords.Sentence.Select(kind => Spaced(kind.Where(word => known?.Contains(word) ?? true))).Where(kind => kind.Length > 0)];
    readonly byte[][] _digits = Digits(Spaced(CommonWords.All.Where(word => known?.Contains(word) ?? true)));

    /// <summary>Exactly so many words, all different texts for different numbers from the very first words on, since a cache matches beginnings.</summary>
    /// <param name="nonce">Told apart by the first <see cref="NonceWords"/> words; null writes none.</param>
    public string Write(int words, long? nonce, int seed)
    {
        var text = new ArrayBufferWriter<byte>(8 * Math.Max(1, words));
        var source = Words(words, nonce, seed);
        while (source.TryNext(out var word)) text.Write(word);
        return Encoding.ASCII.GetString(text.WrittenSpan);
    }

    /// <summary>The same text word after word, each but the first with the space before it.</summary>
    internal MadeWords Words(int words, long? nonce, int seed) =>
        new(_kinds, _digits, words, nonce is { } number ? Scattered(number) : null, unchecked((ulong)seed * 31 + (ulong)(nonce ?? 0) * 1_000_003));

    static byte[][] Spaced(IEnumerable<string> words) => [.. words.Select(word => Encoding.ASCII.GetBytes(' ' + word))];

    /// <summary>A power of two of them, so that an odd factor maps numbers one to one.</summary>
    static byte[][] Digits(byte[][] words) => words[..(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(words.Length / 2 + 1, 1, 64))];

    /// <summary>Neighbouring numbers get first words that differ, one to one within the words' range.</summary>
    ulong Scattered(long number)
    {
        var range = 1UL;
        for (var i = 0; i < NonceWords; i++) range *= (ulong)_digits.Length;
        const ulong factor = 0x9E3779B97F4A7C15; // odd, 2^64 over the golden ratio: spreads neighbours
        return (ulong)number * factor % range; // range is a power of two, so the product's overflow does not matter
    }
}
