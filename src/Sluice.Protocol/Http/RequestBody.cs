using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Sluice.Protocol.Serving;

namespace Sluice.Protocol.Http;

/// <summary>The body of one request in a pooled array, with room before it for the head, so that both go out in one piece.</summary>
/// <param name="home">Takes it back.</param>
/// <param name="headRoom">Bytes that a head may have.</param>
sealed class RequestBody(RequestBodies home, int headRoom) : IBufferWriter<byte>, IDisposable
{
    const int First = 4096; // bytes; a prompt of some 600 words

    byte[] bytes = [];
    int end;
    Utf8JsonWriter? json;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(headRoom, end - headRoom);

    /// <summary>Takes an array; only for its pool.</summary>
    public void Begin() => (bytes, end) = (ArrayPool<byte>.Shared.Rent(headRoom + First), headRoom);

    /// <summary>A writer of JSON into this body; what it holds back is written by its Flush.</summary>
    public Utf8JsonWriter Json()
    {
        if (json is null)
            json = new Utf8JsonWriter(this, WireJson.WriterOptions);
        else
            json.Reset();
        return json;
    }

    /// <summary>The head, the body's length in digits, an empty line and the body.</summary>
    /// <param name="head">Ends with the name of <c>Content-Length</c>.</param>
    public ReadOnlyMemory<byte> WithHead(ReadOnlySpan<byte> head)
    {
        Span<byte> length = stackalloc byte[16];
        Utf8Formatter.TryFormat(end - headRoom, length, out var digits);
        "\r\n\r\n"u8.CopyTo(length[digits..]);
        var start = headRoom - digits - 4 - head.Length;
        head.CopyTo(bytes.AsSpan(start));
        length[..(digits + 4)].CopyTo(bytes.AsSpan(start + head.Length));
        return bytes.AsMemory(start, end - start);
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(bytes.Length - end), nameof(count));
        end += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return bytes.AsMemory(end);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        if (bytes.Length == 0)
            return;
        ArrayPool<byte>.Shared.Return(bytes);
        (bytes, end) = ([], 0);
        home.GiveBack(this);
    }

    void Reserve(int more)
    {
        if (bytes.Length - end >= more)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(end + more, 2 * bytes.Length));
        bytes.AsSpan(0, end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
