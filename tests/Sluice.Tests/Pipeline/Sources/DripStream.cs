namespace Sluice.Tests.Pipeline.Sources;

/// <summary>Bytes that come in pieces of one size, as from a pipe.</summary>
sealed class DripStream(byte[] bytes, int size) : MemoryStream(bytes)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, size)]);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
}
