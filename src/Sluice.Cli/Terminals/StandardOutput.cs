using Sluice.Cli.Problems;

namespace Sluice.Cli.Terminals;

/// <summary>The standard output of this process. Where it cannot be written, as a file on a full disk, that is told by its name. (A reader that has gone is no error.)</summary>
internal sealed class StandardOutput(Stream inner) : Stream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (IOException problem)
        {
            throw new CouldNotRunException("standard output", $"it cannot be written: {problem.Message}");
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
