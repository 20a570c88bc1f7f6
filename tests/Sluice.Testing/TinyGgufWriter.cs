using System.Text;

namespace Sluice.Testing;

/// <summary>Writes a GGUF file, version 3: facts, then tensor descriptions, then the aligned weights.</summary>
internal sealed class TinyGgufWriter : IDisposable
{
    const int Alignment = 32; // bytes, the format's default

    readonly MemoryStream facts = new();
    readonly MemoryStream descriptions = new();
    readonly MemoryStream weights = new();
    readonly BinaryWriter factWriter;
    readonly BinaryWriter descriptionWriter;
    readonly BinaryWriter weightWriter;
    long factCount;
    long tensorCount;

    public TinyGgufWriter()
    {
        factWriter = new BinaryWriter(facts);
        descriptionWriter = new BinaryWriter(descriptions);
        weightWriter = new BinaryWriter(weights);
    }

    public void Fact(string key, uint value) { Key(key, 4); factWriter.Write(value); }

    public void Fact(string key, ushort value) { Key(key, 2); factWriter.Write(value); }

    public void Fact(string key, int value) { Key(key, 5); factWriter.Write(value); }

    public void Fact(string key, float value) { Key(key, 6); factWriter.Write(value); }

    public void Fact(string key, bool value) { Key(key, 7); factWriter.Write(value); }

    public void Fact(string key, string value) { Key(key, 8); Text(factWriter, value); }

    public void Fact(string key, IReadOnlyList<string> values)
    {
        Key(key, 9);
        factWriter.Write(8u);
        factWriter.Write((long)values.Count);
        foreach (var value in values)
            Text(factWriter, value);
    }

    public void Fact(string key, IReadOnlyList<int> values)
    {
        Key(key, 9);
        factWriter.Write(5u);
        factWriter.Write((long)values.Count);
        foreach (var value in values)
            factWriter.Write(value);
    }

    public void Fact(string key, IReadOnlyList<float> values)
    {
        Key(key, 9);
        factWriter.Write(6u);
        factWriter.Write((long)values.Count);
        foreach (var value in values)
            factWriter.Write(value);
    }

    /// <summary>A matrix of half-precision weights, rows × columns, or a vector of floats (rows = 1).</summary>
    public void Tensor(string name, int columns, int rows, Func<float> weight)
    {
        var isVector = rows == 1;
        tensorCount++;
        Text(descriptionWriter, name);
        descriptionWriter.Write(isVector ? 1u : 2u);
        descriptionWriter.Write((long)columns);
        if (!isVector)
            descriptionWriter.Write((long)rows);
        descriptionWriter.Write(isVector ? 0u : 1u); // F32, F16
        descriptionWriter.Write(weights.Length);
        for (var i = 0; i < columns * rows; i++)
        {
            if (isVector)
                weightWriter.Write(weight());
            else
                weightWriter.Write((Half)weight());
        }
        Pad(weights);
    }

    public void Save(string path)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write(tensorCount);
        writer.Write(factCount);
        facts.WriteTo(file);
        descriptions.WriteTo(file);
        Pad(file);
        weights.WriteTo(file);
        File.WriteAllBytes(path, file.ToArray());
    }

    public void Dispose()
    {
        factWriter.Dispose();
        descriptionWriter.Dispose();
        weightWriter.Dispose();
        facts.Dispose();
        descriptions.Dispose();
        weights.Dispose();
    }

    void Key(string key, uint type)
    {
        factCount++;
        Text(factWriter, key);
        factWriter.Write(type);
    }

    static void Text(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((long)bytes.Length);
        writer.Write(bytes);
    }

    static void Pad(MemoryStream stream)
    {
        while (stream.Length % Alignment != 0)
            stream.WriteByte(0);
    }
}
