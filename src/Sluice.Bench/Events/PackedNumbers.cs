namespace Sluice.Bench.Events;

/// <summary>Numbers of as many bytes as they need, seven bits in each, the lowest first (LEB128); signed ones with the sign as the lowest bit.</summary>
static class PackedNumbers
{
    /// <summary>Bytes of the largest.</summary>
    public const int Most = 10;

    public static ulong Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        var (number, shift) = (0UL, 0);
        while (true)
        {
            var each = bytes[at++];
            number |= (ulong)(each & 0x7F) << shift;
            if (each < 0x80) return number;
            shift += 7;
        }
    }

    public static long Signed(ReadOnlySpan<byte> bytes, ref int at)
    {
        var number = Number(bytes, ref at);
        return (long)(number >> 1) ^ -(long)(number & 1);
    }

    public static void Write(Span<byte> bytes, ref int at, ulong number)
    {
        for (; number >= 0x80; number >>= 7) bytes[at++] = (byte)(number | 0x80);
        bytes[at++] = (byte)number;
    }

    public static void WriteSigned(Span<byte> bytes, ref int at, long number) => Write(bytes, ref at, (ulong)((number << 1) ^ (number >> 63)));
}
