namespace Sluice.Tests.Protocol.Client;

/// <summary>A body of spaces that never ends.</summary>
sealed class EndlessStream : MemoryStream
{
    public long Given { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer.Span.Fill((byte)' ');
        Given += buffer.Length;
        return ValueTask.FromResult(buffer.Length);
    }
}
