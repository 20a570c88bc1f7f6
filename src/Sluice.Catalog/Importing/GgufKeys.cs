using Sluice.Catalog.Facts;

namespace Sluice.Catalog.Importing;

/// <summary>Reads the keys of one architecture (<c>llama.block_count</c> …) and notes what is missing.</summary>
sealed class GgufKeys(string file, GgufHeader header)
{
    readonly List<string> _problems = [];

    public List<Figure> Figures { get; } = [];

    public void Report(string problem) => _problems.Add($"{file}: {problem}");

    public void ThrowIfAny()
    {
        if (_problems.Count > 0) throw new CatalogFileException([.. _problems]);
    }

    public int Count(string key)
    {
        if (Optional(key) is { } value) return value;
        Report($"key '{header.Architecture}.{key}' is missing; allowed: a whole number from 1 to {ConfigFields.MaxCount}");
        return 1;
    }

    /// <summary>A number, or the largest of a per-layer array.</summary>
    public int? Optional(string key)
    {
        var full = $"{header.Architecture}.{key}";
        double value;
        if (header.Arrays.TryGetValue(full, out var layers) && layers.Count > 0) value = layers.Max();
        else if (!header.Numbers.TryGetValue(full, out value)) return null;
        if (value != Math.Floor(value) || value is < 0 or > ConfigFields.MaxCount)
        {
            Report($"key '{full}' is {value}; allowed: a whole number from 0 to {ConfigFields.MaxCount}");
            return 1;
        }

        if (Figures.All(figure => figure.Path != full)) Figures.Add(new Figure(full, value, "dims", Path.GetFileName(file)));
        return (int)value;
    }
}
