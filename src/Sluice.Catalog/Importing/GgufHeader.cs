using Sluice.Catalog.Facts;

namespace Sluice.Catalog.Importing;

/// <summary>What stands before the weights of a GGUF file: numbers and texts by key, and the shape and type of each tensor.</summary>
public sealed record GgufHeader(uint Version, IReadOnlyDictionary<string, double> Numbers, IReadOnlyDictionary<string, string> Texts, IReadOnlyList<GgufTensor> Tensors)
{
    /// <summary>Length of arrays by key: their items are skipped, not kept.</summary>
    public required IReadOnlyDictionary<string, long> ArrayLengths { get; init; }

    /// <summary>First items of numeric arrays by key: per-layer figures such as head counts.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<double>> Arrays { get; init; }

    public string Architecture => Texts.TryGetValue("general.architecture", out var value) ? value : "";

    /// <exception cref="CatalogFileException">When the file is not a GGUF, is damaged, or passes a bound of <see cref="GgufReader"/>.</exception>
    public static GgufHeader Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(path, stream);
    }

    /// <param name="file">Its name in messages.</param>
    public static GgufHeader Read(string file, Stream stream)
    {
        try
        {
            return new GgufReader(file, stream).ReadHeader();
        }
        catch (EndOfStreamException)
        {
            throw new CatalogFileException($"{file}: ends inside the GGUF header");
        }
    }
}
