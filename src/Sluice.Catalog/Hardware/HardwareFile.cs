using Sluice.Catalog.Facts;

namespace Sluice.Catalog.Hardware;

/// <summary>Reads a hardware entry from YAML; the format is described in docs/catalog.md.</summary>
public static class HardwareFile
{
    /// <exception cref="CatalogFileException">With every problem of the file.</exception>
    public static HardwareSpec Parse(string file, string yaml)
    {
        var facts = FactReader.Open(file, yaml);
        var root = facts.Root;
        facts.AllowOnly(root, "the entry", "hardware", "title", "aliases", "sources", "notes", "memory", "bandwidth", "bandwidth_reached",
            "compute_16bit", "compute_8bit", "compute_4bit", "prefill_reached", "layer_overhead", "link");
        var name = facts.Text(root, "the entry", "hardware");
        var spec = new HardwareSpec
        {
            Name = name,
            Title = facts.Text(root, "the entry", "title", name),
            Aliases = facts.Texts(root, "the entry", "aliases"),
            Memory = facts.FigureOf(root, "", "memory", Quantity.Bytes),
            Bandwidth = facts.FigureOf(root, "", "bandwidth", Quantity.Bandwidth),
            BandwidthReached = facts.OptionalFigure(root, "", "bandwidth_reached", Quantity.Fraction),
            Compute16 = facts.OptionalFigure(root, "", "compute_16bit", Quantity.Compute),
            Compute8 = facts.OptionalFigure(root, "", "compute_8bit", Quantity.Compute),
            Compute4 = facts.OptionalFigure(root, "", "compute_4bit", Quantity.Compute),
            PrefillReached = facts.OptionalFigure(root, "", "prefill_reached", Quantity.Compute),
            LayerOverhead = facts.OptionalFigure(root, "", "layer_overhead", Quantity.Duration),
            Link = facts.OptionalFigure(root, "", "link", Quantity.Bandwidth),
            Notes = facts.Texts(root, "the entry", "notes"),
        };
        if (spec.BandwidthReached is > 1) facts.Report(root, "bandwidth_reached: above 1; allowed: a share of the nominal bandwidth");
        facts.ThrowIfAny();
        return spec with { Figures = facts.Figures };
    }
}
