using System.Buffers;
using System.Text;

namespace Sluice.Protocol.Client;

/// <summary>A body read into a pooled buffer up to a limit.</summary>
sealed class BoundedBody : IDisposable
{
    /// <summary>Bytes of an error body that are looked at and kept.</summary>
    public const int MaxError = 64 << 10;

    /// <summary>Bytes of an answer that is not streamed.</summary>
    public const int MaxWhole = 64 << 20;

    byte[] buffer = ArrayPool<byte>.Shared.Rent(16 << 10);
    int length;

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    /// <summary>True when there was more than the limit.</summary>
    public bool Cut { get; private set; }

    /// <summary>The beginning as text, for people.</summary>
    public string Beginning => Encoding.UTF8.GetString(Bytes[..Math.Min(length, MaxError)]);

    public async Task ReadAsync(HttpContent content, int limit, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        while (true)
        {
            if (length == buffer.Length)
                Grow();
            var read = await stream.ReadAsync(buffer.AsMemory(length), ct).ConfigureAwait(false);
            length += read;
            if (read == 0)
                return;
            if (length <= limit)
                continue;
            length = limit;
            Cut = true;
            return;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        length = 0;
    }

    void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
