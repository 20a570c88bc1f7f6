using System.Globalization;
using System.Text;
using Sluice.Bench.Reporting;
using Sluice.Catalog;
using Sluice.Catalog.Facts;
using Sluice.Catalog.Hardware;
using Sluice.Catalog.Models;
using Sluice.Catalog.Work;

namespace Sluice.Twin.Rendering;

/// <summary>Entries of the catalog for people: what a model reads and computes, whether it fits, how fast it could be at most.</summary>
public static class CatalogPages
{
    /// <summary>One line a model.</summary>
    public static string Models(CatalogIndex catalog)
    {
        var table = new TextTable("model", "parameters", "a token", "precisions", "title");
        foreach (var model in catalog.Models)
            table.Add(model.Name, $"{Numbers.Short(model.Parameters / 1e9)} B", $"{Numbers.Short(model.ActiveParameters / 1e9)} B", string.Join(", ", model.Precisions.Select(each => each.Name)), model.Title);
        return table.ToString();
    }

    /// <summary>One line a machine.</summary>
    public static string Machines(CatalogIndex catalog)
    {
        var table = new TextTable("hardware", "memory", "bandwidth", "title");
        foreach (var hardware in catalog.Hardware) table.Add(hardware.Name, Numbers.GiB(hardware.Memory), $"{Numbers.Whole(hardware.Bandwidth / 1e9)} GB/s", hardware.Title);
        return table.ToString();
    }

    /// <param name="context">Tokens in each sequence.</param>
    public static string Model(CatalogIndex catalog, ModelSpec model, string? precision, IReadOnlyList<HardwareSpec>? hardware, int devices, int context, int concurrency)
    {
        var work = ModelWork.Of(model, precision);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{model.Title}{(model.HuggingFace is { } repository ? $" ({repository})" : "")}\n");
        text.Append(CultureInfo.InvariantCulture, $"{Numbers.Short(model.Parameters / 1e9)} billion parameters, {Numbers.Short(model.ActiveParameters / 1e9)} billion a token; {model.Layers} layers, hidden {Numbers.Whole(model.Hidden)}\n");
        text.Append(CultureInfo.InvariantCulture, $"precision {work.Precision}{(model.Precisions.Count > 1 ? $" (also: {string.Join(", ", model.Precisions.Where(other => other.Name != work.Precision).Select(other => other.Name))})" : "")}\n\n");
        var facts = new TextTable("per replica", "");
        facts.Add("weights", Numbers.GiB(work.WeightBytes));
        facts.Add("read per step by one token", Numbers.GB(work.BytesPerToken));
        if (work.ExpertBytes > 0)
        {
            facts.Add($"  of it experts ({work.ActiveExperts} of {work.Experts})", Numbers.GB(work.ActiveExperts * work.ExpertBytes));
            facts.Add("  all experts", Numbers.GB(work.Experts * work.ExpertBytes));
        }

        facts.Add("computed per token", $"{Numbers.Short((work.FlopsPerToken + work.HeadFlops) / 1e9)} GFLOP");
        facts.Add("keys and values per token", $"{Numbers.Short(work.KvBytes / 1e3)} kB{(work.Window > 0 ? $" + {Numbers.Short(work.WindowKvBytes / 1e3)} kB up to {Numbers.Whole(work.Window)} tokens" : "")}");
        if (work.StateBytes > 0) facts.Add("recurrent state per sequence", $"{Numbers.Short(work.StateBytes / 1e6)} MB, read and written each step");
        facts.WriteTo(text);
        text.Append(CultureInfo.InvariantCulture, $"\nat {Numbers.Whole(concurrency)} x {Numbers.Whole(context)} tokens{(devices > 1 ? $" over {devices} devices" : "")}\n");
        Fits(text, "hardware", (hardware ?? [.. catalog.Hardware]).Select(each => (each.Name, work, each, catalog.Recipe(each)?.Utilization ?? MemoryFit.DefaultUtilization)), devices, context, concurrency);
        Sources(text, model.Figures, model.Notes);
        return text.ToString();
    }

    public static string Hardware(CatalogIndex catalog, HardwareSpec hardware, int devices, int context, int concurrency)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{hardware.Title}\n\n");
        var facts = new TextTable("figure", "value", "source");
        foreach (var figure in hardware.Figures) facts.Add(figure.Path, $"{Numbers.Short(figure.Value)} {figure.Unit}", figure.Source);
        facts.WriteTo(text);
        foreach (var note in hardware.Notes) text.Append(CultureInfo.InvariantCulture, $"note: {note}\n");
        text.Append(CultureInfo.InvariantCulture, $"\nat {Numbers.Whole(concurrency)} x {Numbers.Whole(context)} tokens{(devices > 1 ? $" over {devices} devices" : "")}\n");
        var utilization = catalog.Recipe(hardware)?.Utilization ?? MemoryFit.DefaultUtilization;
        Fits(text, "model", catalog.Models.Select(model => (model.Name, ModelWork.Of(model), hardware, utilization)), devices, context, concurrency);
        return text.ToString();
    }

    static void Fits(StringBuilder text, string what, IEnumerable<(string Name, ModelWork Work, HardwareSpec Hardware, double Utilization)> rows, int devices, int context, int concurrency)
    {
        var table = new TextTable(what, "usable", "weights", "cache + state", "fits", "most at this context", "bandwidth bound");
        foreach (var (name, work, hardware, utilization) in rows)
        {
            var fit = MemoryFit.Of(work, hardware, devices, utilization, context, concurrency);
            var most = MemoryFit.MostSequences(work, hardware, devices, utilization, context);
            table.Add(name, Numbers.GiB(fit.Usable), Numbers.GiB(fit.Weights), Numbers.GiB(fit.Cache + fit.State),
                fit.Fits ? "yes" : $"{Numbers.GiB(fit.Missing)} missing", Numbers.Whole(most), $"{Numbers.Short(BandwidthBound.TokensPerSecond(work, hardware, devices))} tok/s");
        }

        table.WriteTo(text);
    }

    static void Sources(StringBuilder text, IReadOnlyList<Figure> figures, IReadOnlyList<string> notes)
    {
        text.Append("\nsources\n");
        foreach (var source in figures.Select(figure => figure.Source).Distinct()) text.Append(CultureInfo.InvariantCulture, $"  {source}\n");
        foreach (var note in notes) text.Append(CultureInfo.InvariantCulture, $"note: {note}\n");
    }
}
