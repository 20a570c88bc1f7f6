using System.Collections;
using System.Runtime.CompilerServices;

namespace Sluice.Bench.Events;

/// <summary>
/// The chunks of one stream in some four bytes each: the time since the last one, and how much it carried, as numbers of as many bytes as they need.
/// A run of a million requests is held in memory this way. Made to be walked through; an index is found by walking to it.
/// </summary>
[CollectionBuilder(typeof(PackedChunks), nameof(Of))]
public sealed class PackedChunks : IReadOnlyList<ChunkEvent>, IEquatable<PackedChunks>
{
    readonly byte[] _bytes;
    readonly int _start;
    readonly int _length;

    /// <param name="bytes">Not to be changed in the range that is theirs.</param>
    internal PackedChunks(byte[] bytes, int start, int length, int count) => (_bytes, _start, _length, Count) = (bytes, start, length, count);

    public static PackedChunks None { get; } = new([], 0, 0, 0);

    public int Count { get; }

    public ChunkEvent this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var walk = GetEnumerator();
            for (var i = 0; i <= index; i++) walk.MoveNext();
            return walk.Current;
        }
    }

    public static PackedChunks Of(IEnumerable<ChunkEvent> chunks)
    {
        if (chunks is PackedChunks packed) return packed;
        using var packer = new ChunkPacker();
        foreach (var chunk in chunks) packer.Add(chunk);
        return packer.Packed();
    }

    public static PackedChunks Of(ReadOnlySpan<ChunkEvent> chunks)
    {
        if (chunks.IsEmpty) return None;
        using var packer = new ChunkPacker();
        foreach (var chunk in chunks) packer.Add(chunk);
        return packer.Packed();
    }

    public ChunkWalk GetEnumerator() => new(_bytes, _start, Count);

    public bool Equals(PackedChunks? other) => other is not null && Count == other.Count && Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => Equals(obj as PackedChunks);

    public override int GetHashCode() => HashCode.Combine(Count, _length);

    IEnumerator<ChunkEvent> IEnumerable<ChunkEvent>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As they lie in memory, to be kept among others.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start, _length);
}
