using System.Buffers.Binary;
using System.Text;

namespace Sluice.Engine.Models.Gguf;

/// <summary>
/// Reads a GGUF header with a bound on everything, before native code sees the file: llama.cpp trusts what it reads
/// and ends the process over some damaged files. Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
/// </summary>
internal sealed class GgufReader(Stream input, string path)
{
    const uint Magic = 0x46554747;          // "GGUF", little endian
    const int MaxKey = 65_535;              // bytes; the format's own limit
    const int MaxString = 16 << 20;         // bytes; the longest real ones are chat templates of some 20 KB
    const int MaxToken = 1 << 16;           // bytes; the longest of real vocabularies have some hundreds
    const int MaxFacts = 1 << 16;
    const int MaxTensors = 1 << 17;
    const int MaxKept = 1024;               // elements of an array of whole numbers: one a layer, and no model has that many
    const int MaxDimensions = 4;            // GGML_MAX_DIMS
    const int DefaultAlignment = 32;        // bytes
    const string Vocabulary = "tokenizer.ggml.tokens";

    readonly byte[] scratch = new byte[8];
    readonly byte[] token = new byte[MaxToken];
    readonly long length = input.Length;

    public GgufHeader Read()
    {
        CheckKind();
        if (length < 24)
            throw Broken(length == 0 ? "it is empty" : $"it has only {length} bytes, and a header alone has 24");
        input.Position = 4;
        var version = (int)UInt32();
        if (version is not (2 or 3))
            throw Broken(BinaryPrimitives.ReverseEndianness(version) is 2 or 3 ? "it is a big-endian file, for other processors than this" : $"it has format version {version}; versions 2 and 3 can be read");
        var tensorCount = Count(MaxTensors, "tensors");
        var factCount = Count(MaxFacts, "facts");

        var facts = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i < factCount; i++)
        {
            var key = Text(MaxKey);
            if (!facts.TryAdd(key, Value(ValueType(), key)))
                throw Broken($"it states '{key}' twice");
        }
        var tensors = new GgufTensor[tensorCount];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tensorCount; i++)
        {
            tensors[i] = Tensor();
            if (!names.Add(tensors[i].Name))
                throw Broken($"it has the tensor '{tensors[i].Name}' twice");
        }

        return new GgufHeader(version, facts, tensors, CheckExtent(tensors, facts));
    }

    void CheckKind()
    {
        Span<byte> first = stackalloc byte[16];
        first = first[..input.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        if (ForeignFile.Name(first) is { } kind)
            throw Broken(kind);
        if (first.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(first) != Magic)
            throw Broken("it does not start with 'GGUF'");
    }

    object Value(GgufValueType type, string key) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Boolean => (long)Bytes(1)[0],
        GgufValueType.Int8 => (long)(sbyte)Bytes(1)[0],
        GgufValueType.UInt16 => (long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2)),
        GgufValueType.Int16 => (long)BinaryPrimitives.ReadInt16LittleEndian(Bytes(2)),
        GgufValueType.UInt32 => (long)UInt32(),
        GgufValueType.Int32 => (long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4)),
        GgufValueType.Float32 => (double)BinaryPrimitives.ReadSingleLittleEndian(Bytes(4)),
        GgufValueType.UInt64 or GgufValueType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8)),
        GgufValueType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(8)),
        GgufValueType.String => Text(MaxString),
        GgufValueType.Array => Array(key),
        _ => throw Broken($"the value of '{key}' has the unknown type {(int)type}"),
    };

    GgufArray Array(string key)
    {
        var type = ValueType();
        var count = BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));
        // The smallest element takes a byte, a string at least its 8 bytes of length.
        var size = SizeOf(type, key);
        if (count < 0 || count > (length - input.Position) / size)
            throw Broken($"the array '{key}' claims {(ulong)count} elements, more than the file can hold: it is cut short or damaged");
        if (type == GgufValueType.String && key == Vocabulary)
        {
            return new GgufArray(type, count) { Repeated = FindRepeated(count) };
        }
        else if (type == GgufValueType.String)
        {
            for (var i = 0L; i < count; i++)
                SkipText();
        }
        else if (count <= MaxKept && type is not (GgufValueType.Float32 or GgufValueType.Float64))
        {
            var numbers = new long[count];
            for (var i = 0; i < count; i++)
                numbers[i] = (long)Value(type, key);
            return new GgufArray(type, count, numbers);
        }
        else
        {
            input.Position += count * size;
        }
        return new GgufArray(type, count);
    }

    // As llama.cpp reads them: up to a zero byte, and an empty one by a name of its own.
    (long, long)? FindRepeated(long count)
    {
        var places = new Dictionary<UInt128, long>();
        (long, long)? repeated = null;
        for (var i = 0L; i < count; i++)
        {
            var size = TextLength(MaxString);
            if (size > MaxToken)
                throw Broken($"'{Vocabulary}' has a text of {size} bytes; at most {MaxToken} are believable");
            var text = token.AsSpan(0, (int)size);
            Fill(text);
            if (text.IndexOf((byte)0) is >= 0 and var end)
                text = text[..end];
            if (text.IsEmpty)
                text = Encoding.UTF8.GetBytes($"[EMPTY_{i}]");
            if (!places.TryAdd(Hash(text), i))
                repeated ??= (places[Hash(text)], i);
        }
        return repeated;
    }

    // The chance that any two of a million texts share one is under 1 in 10^26.
    static UInt128 Hash(ReadOnlySpan<byte> text)
    {
        // FNV-1a of 128 bits (RFC 9923): offset basis and prime
        UInt128 hash = new(0x6c62272e07bb0142, 0x62b821756295c58d), prime = new(0x0000000001000000, 0x000000000000013B);
        foreach (var value in text)
            hash = (hash ^ value) * prime;
        return hash;
    }

    int SizeOf(GgufValueType type, string key) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Boolean => 1,
        GgufValueType.UInt16 or GgufValueType.Int16 => 2,
        GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Float32 => 4,
        GgufValueType.UInt64 or GgufValueType.Int64 or GgufValueType.Float64 or GgufValueType.String => 8,
        _ => throw Broken($"the array '{key}' has elements of type {(int)type}, which the format does not have"),
    };

    GgufTensor Tensor()
    {
        var name = Text(MaxKey);
        var dimensions = UInt32();
        if (dimensions is 0 or > MaxDimensions)
            throw Broken($"the tensor '{name}' has {dimensions} dimensions; 1 to {MaxDimensions} are possible");
        var shape = new long[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            shape[i] = BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));
            if (shape[i] <= 0)
                throw Broken($"the tensor '{name}' has a dimension of {shape[i]}");
        }
        var type = (int)UInt32();
        return new GgufTensor(name, shape, type, BinaryPrimitives.ReadInt64LittleEndian(Bytes(8)));
    }

    // Gives the byte at which the weights start.
    long CheckExtent(GgufTensor[] tensors, Dictionary<string, object> facts)
    {
        var alignment = facts.TryGetValue("general.alignment", out var stated) ? stated as long? ?? 0 : DefaultAlignment;
        if (alignment is <= 0 or > 1 << 20 || (alignment & (alignment - 1)) != 0)
            throw Broken($"its alignment is {alignment}; a power of two is needed");
        var start = (input.Position + alignment - 1) / alignment * alignment;
        foreach (var tensor in tensors)
        {
            if (tensor.Offset % alignment != 0)
                throw Broken($"the tensor '{tensor.Name}' begins at {tensor.Offset}, which is no multiple of {alignment}");
            if (GgufTensorTypes.BlockOf(tensor.Type) is { } block && tensor.Shape[0] % block != 0)
                throw Broken($"the rows of the tensor '{tensor.Name}' have {tensor.Shape[0]} weights, and its type stores them in blocks of {block}");
            long end;
            try
            {
                // No type takes less than a bit a weight, also none that the table does not know.
                end = checked(start + tensor.Offset + (GgufTensorTypes.BytesOf(tensor) ?? GgufTensorTypes.WeightsOf(tensor) / 8));
            }
            catch (OverflowException)
            {
                throw Broken($"the tensor '{tensor.Name}' is larger than any file");
            }
            if (tensor.Offset < 0 || end > length)
                throw Broken($"the tensor '{tensor.Name}' should end at byte {end} but the file has {length}: it is cut short (an unfinished download?)");
        }
        return start;
    }

    int Count(int limit, string what)
    {
        var count = BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));
        return count <= (ulong)limit ? (int)count : throw Broken($"it claims {count} {what}; at most {limit} are believable");
    }

    GgufValueType ValueType() => (GgufValueType)UInt32();

    uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    string Text(int limit)
    {
        var bytes = new byte[TextLength(limit)];
        Fill(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    void SkipText()
    {
        var count = TextLength(MaxString);
        input.Position += count;
    }

    long TextLength(int limit)
    {
        var count = BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));
        if (count > (ulong)limit || count > (ulong)(length - input.Position))
            throw Broken($"a text at byte {input.Position - 8} claims {count} bytes, more than the file can hold: it is cut short or damaged");
        return (long)count;
    }

    ReadOnlySpan<byte> Bytes(int count)
    {
        var bytes = scratch.AsSpan(0, count);
        Fill(bytes);
        return bytes;
    }

    void Fill(Span<byte> bytes)
    {
        if (input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw Broken("it ends inside its header: it is cut short");
    }

    EngineException Broken(string what) => new($"{path} is not a GGUF model that can be loaded: {what}.");
}
