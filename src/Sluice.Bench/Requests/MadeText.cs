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

    readonly string[][] _kinds = [.. CommonWords.Sentence.Select(kind => kind.Where(word => known?.Contains(word) ?? true).ToArray()).Where(kind => kind.Length > 0)];
    readonly string[] _digits = Digits([.. CommonWords.All.Where(word => known?.Contains(word) ?? true)]);

    /// <summary>Exactly so many words, all different texts for different numbers from the very first words on, since a cache matches beginnings.</summary>
    /// <param name="nonce">Told apart by the first <see cref="NonceWords"/> words; null writes none.</param>
    public string Write(int words, long? nonce, int seed)
    {
        if (words <= 0) return "";
        var text = new StringBuilder();
        var written = 0;
        if (nonce is { } number)
        {
            for (var rest = Scattered(number); written < Math.Min(NonceWords, words); rest /= (ulong)_digits.Length) Append(_digits[rest % (ulong)_digits.Length]);
        }

        var random = new Random(unchecked(seed * 31 + (int)(nonce ?? 0) * 1_000_003));
        while (written < words)
        {
            for (var i = 0; i < _kinds.Length && written < words; i++) Append(_kinds[i][random.Next(_kinds[i].Length)]);
        }

        return text.ToString();

        void Append(string word)
        {
            if (written++ > 0) text.Append(' ');
            text.Append(word);
        }
    }

    /// <summary>A power of two of them, so that an odd factor maps numbers one to one.</summary>
    static string[] Digits(string[] words) => words[..(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(words.Length / 2 + 1, 1, 64))];

    /// <summary>Neighbouring numbers get first words that differ, one to one within the words' range.</summary>
    ulong Scattered(long number)
    {
        var range = 1UL;
        for (var i = 0; i < NonceWords; i++) range *= (ulong)_digits.Length;
        const ulong factor = 0x9E3779B97F4A7C15; // odd, 2^64 over the golden ratio: spreads neighbours
        return (ulong)number * factor % range; // range is a power of two, so the product's overflow does not matter
    }
}
