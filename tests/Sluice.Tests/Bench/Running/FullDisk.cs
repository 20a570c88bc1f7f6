namespace Sluice.Tests.Bench.Running;

/// <summary>A file on a disk that is full after so many bytes.</summary>
sealed class FullDisk(long bytes) : MemoryStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Length + buffer.Length > bytes) throw new IOException("No space left on device");
        base.Write(buffer);
    }
}
