namespace Sluice.Pipeline.Asking;

/// <summary>
/// Notices that a text has begun to go round in circles: its last 512 bytes are one piece of at most 64 bytes, eight times or more.
/// An ordinary answer does not do that; a table of equal numbers shorter than that is left alone.
/// </summary>
internal sealed class RepetitionWatch
{
    const int Tail = 512;      // bytes looked at
    const int LongestPiece = 64; // bytes; a sentence that loops is about as long
    const int Stride = 64;     // bytes between two looks, so that a look costs a few operations per byte

    readonly byte[] tail = new byte[Tail];
    readonly int[] border = new int[Tail];
    long seen;
    long looked;

    /// <summary>True when the text now ends in circles.</summary>
    public bool Append(ReadOnlySpan<byte> text)
    {
        foreach (var value in text) tail[seen++ % Tail] = value;
        if (seen < Tail || seen - looked < Stride) return false;

        looked = seen;
        return ShortestPeriod() <= LongestPiece;
    }

    /// <summary>The smallest p with tail[i] = tail[i - p] throughout, by the prefix function of Knuth, Morris and Pratt.</summary>
    int ShortestPeriod()
    {
        var start = seen % Tail;
        border[0] = 0;
        for (var i = 1; i < Tail; i++)
        {
            var length = border[i - 1];
            while (length > 0 && At(i) != At(length)) length = border[length - 1];
            border[i] = At(i) == At(length) ? length + 1 : 0;
        }

        return Tail - border[Tail - 1];

        byte At(int index) => tail[(start + index) % Tail];
    }
}
