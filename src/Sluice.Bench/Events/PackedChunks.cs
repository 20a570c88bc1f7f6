using System.Collections;

namespace Sluice.Bench.Events;

/// <summary>
/// The chunks of one stream in some four bytes each: the time since the last one, and how much it carried, as numbers of as many bytes as they need.
/// A run of a million requests is held in memory this way. Made to be walked through; an index is found by walking to it.
/// </summary>
public sealed class PackedChunks : IReadOnlyList<ChunkEvent>
{
    readonly byte[] _bytes;

    internal PackedChunks(byte[] bytes, int count) => (_bytes, Count) = (bytes, count);

    public int Count { get; }

    public ChunkEvent this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var (at, before) = (0, TimeSpan.Zero);
            for (var i = 0; i < index; i++) before = Next(ref at, before).At;
            return Next(ref at, before);
        }
    }

    public static PackedChunks Of(IEnumerable<ChunkEvent> chunks)
    {
        if (chunks is PackedChunks packed) return packed;
        using var packer = new ChunkPacker();
        foreach (var chunk in chunks) packer.Add(chunk);
        return packer.Packed();
    }

    public IEnumerator<ChunkEvent> GetEnumerator()
    {
        var (at, before) = (0, TimeSpan.Zero);
        for (var i = 0; i < Count; i++)
        {
            var chunk = Next(ref at, before);
            before = chunk.At;
            yield return chunk;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    ChunkEvent Next(ref int at, TimeSpan before)
    {
        var step = Number(ref at);
        var time = before + TimeSpan.FromTicks((long)(step >> 1) ^ -(long)(step & 1));
        var head = Number(ref at);
        var reasoning = (head & ChunkPacker.HasReasoning) != 0 ? (int)Number(ref at) : 0;
        var calls = (head & ChunkPacker.HasCalls) != 0 ? (int)Number(ref at) : 0;
        int? tokens = (head & ChunkPacker.HasTokens) != 0 ? (int)Number(ref at) : null;
        return new ChunkEvent(time, reasoning, (int)(head >> ChunkPacker.Flags), calls, tokens);
    }

    ulong Number(ref int at)
    {
        var (number, shift) = (0UL, 0);
        while (true)
        {
            var each = _bytes[at++];
            number |= (ulong)(each & 0x7F) << shift;
            if (each < 0x80) return number;
            shift += 7;
        }
    }
}
