using System.Buffers.Binary;
using System.Text;
using Sluice.Catalog.Facts;

namespace Sluice.Catalog.Importing;

/// <summary>
/// Reads a GGUF header front to back with a bound on everything a damaged or hostile file could inflate. The format:
/// ggml's docs/gguf.md, versions 2 and 3, little endian.
/// </summary>
sealed class GgufReader(string file, Stream stream)
{
    const int MaxKeys = 4_096;            // llama.cpp's largest models write about 60
    const int MaxTensors = 100_000;       // a 100-layer model with 512 unmerged experts
    const int MaxTextBytes = 1 << 20;     // the longest chat template known is under 100 kB
    const long MaxArrayItems = 4_000_000; // vocabularies end near 300,000 tokens, merges near 600,000
    const long MaxHeaderBytes = 256L << 20;
    const int KeptItems = 512;            // per-layer arrays, not vocabularies

    readonly byte[] _small = new byte[8];
    readonly byte[] _skip = new byte[4096];
    long _read;

    public GgufHeader ReadHeader()
    {
        if (UInt32() != 0x46554747) throw Damaged("does not start with 'GGUF'");
        var version = UInt32();
        if (version is not (2 or 3)) throw Damaged($"GGUF version {version}; allowed: 2, 3");
        var tensors = Bounded(UInt64(), MaxTensors, "tensors");
        var keys = Bounded(UInt64(), MaxKeys, "keys");
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var lengths = new Dictionary<string, long>(StringComparer.Ordinal);
        var arrays = new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal);
        for (var i = 0; i < keys; i++)
        {
            var key = Text();
            var type = UInt32();
            if (type == 8) texts[key] = Text();
            else if (type == 9) lengths[key] = Array(key, arrays);
            else numbers[key] = Number(type);
        }

        var list = new List<GgufTensor>((int)Math.Min(tensors, 4096));
        for (var i = 0; i < tensors; i++) list.Add(Tensor());
        return new GgufHeader(version, numbers, texts, list) { ArrayLengths = lengths, Arrays = arrays };
    }

    GgufTensor Tensor()
    {
        var name = Text();
        var rank = UInt32();
        if (rank > 8) throw Damaged($"tensor '{name}' has {rank} dimensions; allowed: up to 8");
        var dimensions = new long[rank];
        var elements = 1.0;
        for (var i = 0; i < rank; i++)
        {
            dimensions[i] = Bounded(UInt64(), 1L << 40, $"items in a dimension of '{name}'");
            elements *= dimensions[i];
        }

        var type = UInt32();
        if (!GgmlTypes.TryGetBits(type, out var bits)) throw Damaged($"tensor '{name}' has the unknown type {type}");
        UInt64(); // its offset
        return new GgufTensor(name, dimensions, elements, bits);
    }

    long Array(string key, Dictionary<string, IReadOnlyList<double>> arrays)
    {
        var type = UInt32();
        var length = Bounded(UInt64(), MaxArrayItems, $"items in '{key}'");
        if (type == 8)
        {
            for (long i = 0; i < length; i++) Skip(Bounded(UInt64(), MaxTextBytes, $"bytes in a text of '{key}'"));
            return length;
        }

        if (type == 9) throw Damaged($"'{key}' is an array of arrays; allowed: arrays of numbers or texts");
        var kept = new List<double>();
        for (long i = 0; i < length; i++)
        {
            if (i < KeptItems) kept.Add(Number(type));
            else Skip(Width(type));
        }

        arrays[key] = kept;
        return length;
    }

    double Number(uint type) => type switch
    {
        0 => Byte(),
        1 => (sbyte)Byte(),
        2 => BinaryPrimitives.ReadUInt16LittleEndian(Take(2)),
        3 => BinaryPrimitives.ReadInt16LittleEndian(Take(2)),
        4 => UInt32(),
        5 => BinaryPrimitives.ReadInt32LittleEndian(Take(4)),
        6 => BinaryPrimitives.ReadSingleLittleEndian(Take(4)),
        7 => Byte() == 0 ? 0 : 1,
        10 => UInt64(),
        11 => BinaryPrimitives.ReadInt64LittleEndian(Take(8)),
        12 => BinaryPrimitives.ReadDoubleLittleEndian(Take(8)),
        _ => throw Damaged($"unknown value type {type}; allowed: 0 to 12"),
    };

    int Width(uint type) => type switch
    {
        0 or 1 or 7 => 1,
        2 or 3 => 2,
        4 or 5 or 6 => 4,
        10 or 11 or 12 => 8,
        _ => throw Damaged($"unknown value type {type}; allowed: 0 to 12"),
    };

    string Text()
    {
        var length = (int)Bounded(UInt64(), MaxTextBytes, "bytes in a text");
        var bytes = new byte[length];
        Count(length);
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    byte Byte() => Take(1)[0];

    uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    ReadOnlySpan<byte> Take(int count)
    {
        Count(count);
        stream.ReadExactly(_small, 0, count);
        return _small.AsSpan(0, count);
    }

    void Skip(long count)
    {
        Count(count);
        for (; count > 0; count -= Math.Min(count, _skip.Length)) stream.ReadExactly(_skip, 0, (int)Math.Min(count, _skip.Length));
    }

    void Count(long bytes)
    {
        _read += bytes;
        if (_read > MaxHeaderBytes) throw Damaged($"header is longer than {MaxHeaderBytes} bytes");
    }

    long Bounded(ulong value, long most, string what) =>
        value <= (ulong)most ? (long)value : throw Damaged($"{value} {what}; allowed: up to {most}");

    CatalogFileException Damaged(string problem) => new($"{file}: at byte {_read}: {problem}");
}
