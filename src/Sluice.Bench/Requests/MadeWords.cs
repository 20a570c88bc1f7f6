namespace Sluice.Bench.Requests;

/// <summary>The words of one made text, one after the other.</summary>
/// <param name="kinds">The kinds of words in the order of a sentence.</param>
/// <param name="digits">Words that stand for the digits of a number.</param>
/// <param name="number">What the text begins with; null for none.</param>
struct MadeWords(byte[][][] kinds, byte[][] digits, int words, ulong? number, ulong seed)
{
    int _written;
    int _kind;
    ulong _rest = number ?? 0;
    ulong _state = seed;

    public bool TryNext(out ReadOnlySpan<byte> word)
    {
        word = default;
        if (_written >= words) return false;
        if (number is not null && _written < MadeText.NonceWords)
        {
            word = digits[_rest % (ulong)digits.Length];
            _rest /= (ulong)digits.Length;
        }
        else
        {
            var kind = kinds[_kind];
            _kind = (_kind + 1) % kinds.Length;
            word = kind[Drawn(kind.Length)];
        }

        if (_written++ == 0) word = word[1..]; // without the space
        return true;
    }

    /// <summary>splitmix64 (Steele, Lea, Flood 2014): all of its state is eight bytes, where a Random has 300.</summary>
    int Drawn(int below)
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)Math.BigMul(mixed ^ (mixed >> 31), (ulong)below, out _);
    }
}
