using System.IO.Compression;

namespace Sluice.Pipeline.Sources;

/// <summary>What a gzip file holds. One that was cut short or damaged is told by its name: its records must not be missing in silence.</summary>
internal sealed class UnpackedStream(Stream packed, string name) : GZipStream(packed, CompressionMode.Decompress)
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return base.Read(buffer);
        }
        catch (InvalidDataException damage)
        {
            throw Explained(damage);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException damage)
        {
            throw Explained(damage);
        }
    }

    InvalidDataException Explained(InvalidDataException damage) => new($"{name}: the gzip file is cut short or damaged, so that the rest of its records cannot be had ({damage.Message})", damage);
}
