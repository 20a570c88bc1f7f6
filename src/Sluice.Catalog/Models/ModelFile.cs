using Sluice.Catalog.Blocks;
using Sluice.Catalog.Facts;
using YamlDotNet.RepresentationModel;

namespace Sluice.Catalog.Models;

/// <summary>Reads a model entry from YAML; the format is described in docs/catalog.md.</summary>
public static class ModelFile
{
    /// <summary>The keys of a precision, each the width of one class of weights.</summary>
    static readonly Dictionary<string, WeightClass> Classes = Enum.GetValues<WeightClass>().ToDictionary(value => value.ToString().ToLowerInvariant());

    /// <param name="file">Its name in messages.</param>
    /// <exception cref="CatalogFileException">With every problem of the file.</exception>
    public static ModelSpec Parse(string file, string yaml)
    {
        var facts = FactReader.Open(file, yaml);
        facts.AllowOnly(facts.Root, "the entry", "model", "title", "huggingface", "aliases", "sources", "notes",
            "layers", "hidden", "vocabulary", "context", "tied_embedding", "blocks", "precisions");
        var name = facts.Text(facts.Root, "the entry", "model");
        var spec = new ModelSpec
        {
            Name = name,
            Title = facts.Text(facts.Root, "the entry", "title", name),
            HuggingFace = facts.Text(facts.Root, "the entry", "huggingface", "") is { Length: > 0 } repository ? repository : null,
            Aliases = facts.Texts(facts.Root, "the entry", "aliases"),
            Layers = facts.Count(facts.Root, "", "layers"),
            Hidden = facts.Count(facts.Root, "", "hidden"),
            Vocabulary = facts.Count(facts.Root, "", "vocabulary"),
            ContextTokens = facts.OptionalCount(facts.Root, "", "context"),
            TiedEmbedding = facts.Flag(facts.Root, "the entry", "tied_embedding"),
            Blocks = BlockReader.Read(facts),
            Precisions = [.. facts.Maps(facts.Root, "precisions", required: true).Select(entry => Precision(facts, entry.Map, entry.Path))],
            Notes = facts.Texts(facts.Root, "the entry", "notes"),
        };
        if (spec.Blocks.OfType<ExpertBlocks>().Skip(1).Any()) facts.Report(facts.Root, "blocks: more than one group of experts; allowed: one");
        if (spec.Precisions.Count == 0) facts.Report(facts.Root, "precisions: at least one is needed");
        facts.ThrowIfAny();
        return spec with { Figures = facts.Figures };
    }

    static Precision Precision(FactReader facts, YamlMappingNode map, string path)
    {
        facts.AllowOnly(map, path, ["name", "kv", "state", "resident_only", .. Classes.Keys]);
        var bits = new Dictionary<WeightClass, double>();
        foreach (var (key, weights) in Classes)
        {
            if (facts.OptionalFigure(map, path, key, Quantity.Bits) is { } width) bits[weights] = width;
        }

        return new Precision(facts.Text(map, path, "name"), bits, facts.FigureOf(map, path, "kv", Quantity.Bits),
            facts.OptionalFigure(map, path, "state", Quantity.Bits) ?? 32, facts.OptionalFigure(map, path, "resident_only", Quantity.Bytes) ?? 0);
    }
}
