using System.Buffers.Binary;
using System.Text;

namespace Sluice.Testing;

/// <summary>Spoils the header of a GGUF file in ways that a random byte would hardly find: the file stays well formed around what is wrong.</summary>
public sealed class MutatedGguf
{
    static readonly long[] Numbers = [0, 1, 2, 3, 7, 63, 64, 65, 255, 256, 1000, 65_536, 1 << 20, int.MaxValue, uint.MaxValue, -1, -2, int.MinValue, long.MaxValue, long.MinValue, 1L << 40];
    static readonly float[] Fractions = [0, -1, 1e-30f, 1e30f, float.NaN, float.PositiveInfinity, 0.5f];
    static readonly int[] Sizes = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8]; // bytes by value type; texts and arrays have their own

    readonly List<Fact> facts = [];
    readonly List<Tensor> tensors = [];
    readonly byte[] weights;

    /// <param name="file">A whole file of version 3.</param>
    public MutatedGguf(byte[] file)
    {
        var at = 8;
        var tensorCount = Long(file, ref at);
        var factCount = Long(file, ref at);
        for (var i = 0; i < factCount; i++)
        {
            var key = Encoding.UTF8.GetString(TextAt(file, ref at));
            var type = (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));
            var start = at += 4;
            Skip(file, ref at, type);
            facts.Add(new Fact(key, type, file[start..at]));
        }
        for (var i = 0; i < tensorCount; i++)
        {
            var name = Encoding.UTF8.GetString(TextAt(file, ref at));
            var dimensions = new long[BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at))];
            at += 4;
            for (var d = 0; d < dimensions.Length; d++) dimensions[d] = Long(file, ref at);
            var type = (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));
            at += 4;
            tensors.Add(new Tensor(name, dimensions, type, Long(file, ref at)));
        }
        weights = file[((at + 31) / 32 * 32)..];
    }

    /// <summary>A file with one to three things wrong, and what they are; the same random gives the same one.</summary>
    public (byte[] File, string What) Next(Random random)
    {
        var (own, held) = (facts.ToList(), tensors.ToList());
        List<string> what = [];
        for (var count = random.Next(1, 4); count > 0; count--)
            what.Add(random.Next(10) < 7 ? SpoilFact(own, random) : SpoilTensor(held, random));
        return (Write(own, held), string.Join(", ", what));
    }

    static string SpoilFact(List<Fact> facts, Random random)
    {
        var i = random.Next(facts.Count);
        var fact = facts[i];
        switch (random.Next(8))
        {
            case 0:
                facts.RemoveAt(i);
                return $"without {fact.Key}";
            case 1:
                facts.Add(fact);
                return $"{fact.Key} twice";
            case 2:
                var type = random.Next(13);
                facts[i] = new Fact(fact.Key, type, Value(type, random));
                return $"{fact.Key} of type {type}";
            case 3 when fact.Type == 9:
                facts[i] = fact with { Raw = Array(random.Next(13), random.Next(3) == 0 ? 0 : random.Next(400), random) };
                return $"{fact.Key} another array";
            case 4 when fact.Type == 9:
                facts[i] = fact with { Raw = Overwrite(fact.Raw, random) };
                return $"{fact.Key} with spoilt elements";
            default:
                facts[i] = fact with { Raw = fact.Type is 8 or 9 ? Overwrite(fact.Raw, random) : Value(fact.Type, random) };
                return $"{fact.Key} with another value";
        }
    }

    static string SpoilTensor(List<Tensor> tensors, Random random)
    {
        var i = random.Next(tensors.Count);
        var tensor = tensors[i];
        switch (random.Next(7))
        {
            case 0:
                tensors.RemoveAt(i);
                return $"without {tensor.Name}";
            case 1:
                tensors[i] = tensor with { Name = tensors[random.Next(tensors.Count)].Name };
                return $"{tensor.Name} renamed";
            case 2:
                tensors[i] = tensor with { Type = random.Next(45) };
                return $"{tensor.Name} of another type";
            case 3:
                tensors[i] = tensor with { Offset = random.Next(2) == 0 ? Numbers[random.Next(Numbers.Length)] : random.Next(200_000) };
                return $"{tensor.Name} elsewhere";
            case 4:
                tensors[i] = tensor with { Shape = [.. Enumerable.Range(0, random.Next(6)).Select(_ => (long)random.Next(1, 100))] };
                return $"{tensor.Name} of another rank";
            default:
                var shape = (long[])tensor.Shape.Clone();
                shape[random.Next(shape.Length)] = random.Next(2) == 0 ? Numbers[random.Next(Numbers.Length)] : random.Next(1, 300);
                tensors[i] = tensor with { Shape = shape };
                return $"{tensor.Name} of another shape";
        }
    }

    static byte[] Value(int type, Random random) => type switch
    {
        6 => BitConverter.GetBytes(Fractions[random.Next(Fractions.Length)]),
        12 => BitConverter.GetBytes((double)Fractions[random.Next(Fractions.Length)]),
        8 => Text(random.Next(3) switch { 0 => "", 1 => "llama", _ => new string('x', random.Next(300)) }),
        9 => Array(random.Next(13), random.Next(40), random),
        _ => BitConverter.GetBytes(Numbers[random.Next(Numbers.Length)])[..Sizes[type]],
    };

    static byte[] Array(int type, int count, Random random) =>
        [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes((long)count), .. type == 9 ? [] : Enumerable.Range(0, count).SelectMany(_ => Value(type, random))];

    static byte[] Overwrite(byte[] raw, Random random)
    {
        var spoilt = (byte[])raw.Clone();
        for (var count = random.Next(1, 6); count > 0 && spoilt.Length > 0; count--)
            spoilt[random.Next(spoilt.Length)] = (byte)random.Next(256);
        return spoilt;
    }

    byte[] Write(List<Fact> own, List<Tensor> held)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((long)held.Count);
        writer.Write((long)own.Count);
        foreach (var fact in own)
        {
            writer.Write(Text(fact.Key));
            writer.Write(fact.Type);
            writer.Write(fact.Raw);
        }
        foreach (var tensor in held)
        {
            writer.Write(Text(tensor.Name));
            writer.Write(tensor.Shape.Length);
            foreach (var size in tensor.Shape) writer.Write(size);
            writer.Write(tensor.Type);
            writer.Write(tensor.Offset);
        }
        while (file.Length % 32 != 0) writer.Write((byte)0);
        writer.Write(weights);
        return file.ToArray();
    }

    static byte[] Text(string text) => [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    static long Long(byte[] file, ref int at) => BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan((at += 8) - 8));

    static byte[] TextAt(byte[] file, ref int at)
    {
        var length = (int)Long(file, ref at);
        return file[at..(at += length)];
    }

    static void Skip(byte[] file, ref int at, int type)
    {
        if (type == 8)
        {
            TextAt(file, ref at);
        }
        else if (type == 9)
        {
            var element = (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));
            at += 4;
            for (var count = Long(file, ref at); count > 0; count--) Skip(file, ref at, element);
        }
        else
        {
            at += Sizes[type];
        }
    }

    sealed record Fact(string Key, int Type, byte[] Raw);

    sealed record Tensor(string Name, long[] Shape, int Type, long Offset);
}
