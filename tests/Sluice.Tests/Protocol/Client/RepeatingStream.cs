namespace Sluice.Tests.Protocol.Client;

/// <summary>Gives the same bytes so many times, then an end; never more than one repetition a read, and never later than at once.</summary>
sealed class RepeatingStream(byte[] repeated, int times, byte[] last) : MemoryStream
{
    ReadOnlyMemory<byte> rest;
    int given;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (rest.IsEmpty && given <= times)
            rest = given++ < times ? repeated : last;
        var count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        rest = rest[count..];
        return ValueTask.FromResult(count);
    }
}
