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

    /// <summary>The runtime's own pool keeps some dozens of a size; of a thousand streams nearly each would cost its arrays a request.</summary>
    static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(1 << 20, 2048);

    byte[] _bytes = Pool.Rent(256);
    int _length;
    int _count;

    /// <summary>The time of the last chunk; null before one.</summary>
    public TimeSpan? Last { get; private set; }

    public int Count => _count;

    public void Add(in ChunkEvent chunk)
    {
        if (_bytes.Length - _length < MostBytes) Grow();
        PackedNumbers.WriteSigned(_bytes, ref _length, (chunk.At - (Last ?? TimeSpan.Zero)).Ticks);
        Number(((ulong)chunk.Answer << Flags) | (chunk.Reasoning > 0 ? HasReasoning : 0) | (chunk.Calls > 0 ? HasCalls : 0) | (chunk.Tokens is not null ? HasTokens : 0));
        if (chunk.Reasoning > 0) Number((ulong)chunk.Reasoning);
        if (chunk.Calls > 0) Number((ulong)chunk.Calls);
        if (chunk.Tokens is { } tokens) Number((ulong)tokens);
        (Last, _count) = (chunk.At, _count + 1);
    }

    public PackedChunks Packed() => _count == 0 ? PackedChunks.None : new(_bytes.AsSpan(0, _length).ToArray(), 0, _length, _count);

    public void Dispose()
    {
        if (_bytes.Length > 0) Pool.Return(_bytes);
        _bytes = [];
    }

    void Number(ulong number) => PackedNumbers.Write(_bytes, ref _length, number);

    void Grow()
    {
        var larger = Pool.Rent(_bytes.Length * 2);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        Pool.Return(_bytes);
        _bytes = larger;
    }
}
