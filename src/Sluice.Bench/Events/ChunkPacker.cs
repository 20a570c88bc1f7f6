using System.Buffers;

namespace Sluice.Bench.Events;

/// <summary>Packs chunks as they come, into a pooled array.</summary>
sealed class ChunkPacker : IDisposable
{
    /// <summary>Low bits of the number that holds the characters of the answer: what else follows it.</summary>
    public const ulong HasReasoning = 1, HasCalls = 2, HasTokens = 4;

    public const int Flags = 3;

    /// <summary>Bytes of a chunk at most: a time of ten, four counts of five each and a bit.</summary>
    const int MostBytes = 32;

    byte[] _bytes = ArrayPool<byte>.Shared.Rent(256);
    int _length;
    int _count;

    /// <summary>The time of the last chunk; null before one.</summary>
    public TimeSpan? Last { get; private set; }

    public int Count => _count;

    public void Add(in ChunkEvent chunk)
    {
        if (_bytes.Length - _length < MostBytes) Grow();
        var step = (chunk.At - (Last ?? TimeSpan.Zero)).Ticks;
        Number((ulong)((step << 1) ^ (step >> 63)));
        Number(((ulong)chunk.Answer << Flags) | (chunk.Reasoning > 0 ? HasReasoning : 0) | (chunk.Calls > 0 ? HasCalls : 0) | (chunk.Tokens is not null ? HasTokens : 0));
        if (chunk.Reasoning > 0) Number((ulong)chunk.Reasoning);
        if (chunk.Calls > 0) Number((ulong)chunk.Calls);
        if (chunk.Tokens is { } tokens) Number((ulong)tokens);
        (Last, _count) = (chunk.At, _count + 1);
    }

    public PackedChunks Packed() => new(_bytes.AsSpan(0, _length).ToArray(), _count);

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    void Number(ulong number)
    {
        for (; number >= 0x80; number >>= 7) _bytes[_length++] = (byte)(number | 0x80);
        _bytes[_length++] = (byte)number;
    }

    void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
