using System.Text.Json;
using Sluice.Catalog.Facts;

namespace Sluice.Catalog.Importing;

/// <summary>Typed reads of one JSON object that note every missing or wrong field instead of stopping at the first.</summary>
sealed class ConfigFields(string file, JsonElement fields)
{
    readonly List<string> _problems = [];

    /// <summary>Counts above this are damage, not a model: the largest real figure is a context of ten million tokens.</summary>
    public const int MaxCount = 100_000_000;

    public List<Figure> Figures { get; } = [];

    public string ModelType => Text("model_type") ?? "";

    public void ThrowIfAny()
    {
        if (_problems.Count > 0) throw new CatalogFileException([.. _problems]);
    }

    public void Report(string problem) => _problems.Add($"{file}: {problem}");

    public bool Has(string name) => fields.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public int Count(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (OptionalCount(name) is { } count) return count;
        }

        Report($"'{string.Join("' or '", names.ToArray())}' is missing; allowed: a whole number from 1 to {MaxCount}");
        return 1;
    }

    public int? OptionalCount(string name)
    {
        if (!Has(name)) return null;
        var value = fields.GetProperty(name);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count is >= 0 and <= MaxCount)
        {
            Figures.Add(new Figure(name, count, "dims", Path.GetFileName(file)));
            return count;
        }

        Report($"'{name}' is {value.GetRawText()[..Math.Min(40, value.GetRawText().Length)]}; allowed: a whole number from 0 to {MaxCount}");
        return 1;
    }

    public string? Text(string name) => Has(name) && fields.GetProperty(name).ValueKind == JsonValueKind.String ? fields.GetProperty(name).GetString() : null;

    public bool Flag(string name) => Has(name) && fields.GetProperty(name).ValueKind == JsonValueKind.True;

    /// <summary>A list of texts, empty when absent.</summary>
    public IReadOnlyList<string> Texts(string name) => Has(name) && fields.GetProperty(name).ValueKind == JsonValueKind.Array
        ? [.. fields.GetProperty(name).EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
        : [];

    /// <summary>A list of whole numbers, empty when absent.</summary>
    public IReadOnlyList<int> Numbers(string name) => Has(name) && fields.GetProperty(name).ValueKind == JsonValueKind.Array
        ? [.. fields.GetProperty(name).EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) ? number : 0)]
        : [];
}
