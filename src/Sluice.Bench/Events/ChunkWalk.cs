using System.Collections;

namespace Sluice.Bench.Events;

/// <summary>Walks through packed chunks without an object for it.</summary>
public struct ChunkWalk : IEnumerator<ChunkEvent>
{
    readonly byte[] _bytes;
    readonly int _count;
    int _at;
    int _taken;

    internal ChunkWalk(byte[] bytes, int start, int count) => (_bytes, _at, _count) = (bytes, start, count);

    public ChunkEvent Current { get; private set; }

    readonly object IEnumerator.Current => Current;

    public bool MoveNext()
    {
        if (_taken == _count) return false;
        _taken++;
        var time = Current.At + TimeSpan.FromTicks(PackedNumbers.Signed(_bytes, ref _at));
        var head = PackedNumbers.Number(_bytes, ref _at);
        var reasoning = (head & ChunkPacker.HasReasoning) != 0 ? (int)PackedNumbers.Number(_bytes, ref _at) : 0;
        var calls = (head & ChunkPacker.HasCalls) != 0 ? (int)PackedNumbers.Number(_bytes, ref _at) : 0;
        int? tokens = (head & ChunkPacker.HasTokens) != 0 ? (int)PackedNumbers.Number(_bytes, ref _at) : null;
        Current = new ChunkEvent(time, reasoning, (int)(head >> ChunkPacker.Flags), calls, tokens);
        return true;
    }

    public readonly void Reset() => throw new NotSupportedException();

    public readonly void Dispose()
    {
    }
}
