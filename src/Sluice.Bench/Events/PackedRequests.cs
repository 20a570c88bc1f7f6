using System.Collections;

namespace Sluice.Bench.Events;

/// <summary>
/// Requests of a log in some forty bytes each and four a chunk, in large arrays that the garbage collector need not look into: a run of a million holds them
/// all. Each is made anew when it is asked for. Adding is for one at a time; a <see cref="Snapshot"/> may be read meanwhile.
/// </summary>
public sealed class PackedRequests : IReadOnlyList<RequestEvents>
{
    /// <summary>Of one array; a request that is larger has one of its own.</summary>
    const int SegmentBytes = 1 << 18;

    readonly List<byte[]> _segments;
    readonly List<long> _where; // (segment << 32) | offset
    readonly PackedWords _words;
    int _free; // offset in the last segment

    public PackedRequests()
        : this([], [], new PackedWords())
    {
    }

    PackedRequests(List<byte[]> segments, List<long> where, PackedWords words) => (_segments, _where, _words) = (segments, where, words);

    public int Count => _where.Count;

    public RequestEvents this[int index]
    {
        get
        {
            var (segment, at) = Place(index);
            return RequestPacking.Read(segment, at, _words);
        }
    }

    public static PackedRequests Of(IEnumerable<RequestEvents> requests)
    {
        if (requests is PackedRequests already) return already;
        var packed = new PackedRequests();
        foreach (var request in requests) packed.Add(request);
        return packed;
    }

    public void Add(RequestEvents request) => _where.Add(Kept(request));

    /// <summary>Puts another in its place; the bytes of the first stay where they are.</summary>
    public void Replace(int index, RequestEvents request) => _where[index] = Kept(request);

    /// <summary>Where the request with that id is; −1 when it is not here.</summary>
    public int IndexOf(int id)
    {
        for (var i = 0; i < Count; i++)
        {
            var (segment, at) = Place(i);
            if (RequestPacking.IdOf(segment, at) == id) return i;
        }

        return -1;
    }

    /// <summary>As it is now, whatever is added later.</summary>
    public PackedRequests Snapshot() => new([.. _segments], [.. _where], _words.Snapshot());

    public IEnumerator<RequestEvents> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    (byte[] Segment, int At) Place(int index) => (_segments[(int)(_where[index] >> 32)], (int)_where[index]);

    long Kept(RequestEvents request)
    {
        var most = RequestPacking.MostBytes + request.Chunks.Bytes.Length;
        if (_segments.Count == 0 || _segments[^1].Length - _free < most)
        {
            _segments.Add(new byte[Math.Max(SegmentBytes, most)]);
            _free = 0;
        }

        var where = ((long)(_segments.Count - 1) << 32) | (uint)_free;
        RequestPacking.Write(request, _segments[^1], ref _free, _words);
        return where;
    }
}
