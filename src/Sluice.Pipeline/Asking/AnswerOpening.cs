namespace Sluice.Pipeline.Asking;

/// <summary>Finds where the JSON of an answer begins: behind white space, and behind the first line of a code fence such as ```json.</summary>
internal sealed class AnswerOpening
{
    const byte Tick = (byte)'`';
    const int MaxFence = 32; // bytes of its first line; a longer one is no fence around JSON

    int ticks;   // of the fence, in a row
    int fence;   // bytes of its line

    /// <summary>Whether the first byte of the answer has been found.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The part of a chunk that belongs to the answer; empty while it has not begun.</summary>
    public ReadOnlySpan<byte> After(ReadOnlySpan<byte> chunk)
    {
        for (var index = 0; index < chunk.Length; index++)
        {
            if (IsPassedOver(chunk[index])) continue;
            IsOver = true;
            return chunk[index..];
        }

        return [];
    }

    bool IsPassedOver(byte next)
    {
        if (fence == 0 && next is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') return true;
        if (fence == 0 && (next != Tick || ticks >= 3)) return false;
        fence++;
        if (next == Tick && ticks < 3 && ticks == fence - 1)
        {
            ticks++;
            return true;
        }

        if (ticks < 3 || fence > MaxFence) return false;
        if (next == (byte)'\n') fence = 0; // its line is over: white space may follow, and then the answer
        return next != Tick && next is not ((byte)'{' or (byte)'[');
    }
}
